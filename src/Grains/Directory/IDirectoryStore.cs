using System.Collections.Immutable;
using Members.ApiKeys;
using Members.Directory;

namespace Members.Grains.Directory;

/// <summary>The reading side of the store: what the database derives from the records in the statement that stores them.</summary>
internal interface IDirectoryStore
{
    /// <summary>A page of members.</summary>
    /// <param name="query">Which members.</param>
    /// <param name="offset">How many of them to pass over first; those that cannot be read count too.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<MemberPage> ListMembers(MemberQuery query, int offset, CancellationToken cancellationToken);

    /// <summary>All API keys.</summary>
    Task<ImmutableArray<ApiKeyView>> ListApiKeys(CancellationToken cancellationToken);

    /// <summary>Members in whose records something is due.</summary>
    Task<ImmutableArray<Guid>> FindDue(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Reads something, to check that the store answers.</summary>
    Task Probe(CancellationToken cancellationToken);
}

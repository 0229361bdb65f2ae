using System.Collections.Immutable;
using Members.Directory;
using Members.Grains.Accounts;

namespace Members.Grains.Import;

/// <summary>Reads whole records of members from the store.</summary>
internal interface IExportStore
{
    /// <summary>A page of the members who hold their login address, oldest first.</summary>
    Task<StoredMembers> ReadMembers(PageMark? after, int limit, CancellationToken cancellationToken);
}

/// <summary>A page of records.</summary>
/// <param name="Members">The records.</param>
/// <param name="Next">Where the next page starts; null on the last.</param>
/// <param name="Unreadable">How many records cannot be read.</param>
internal sealed record StoredMembers(ImmutableArray<MemberRecord> Members, PageMark? Next, int Unreadable);

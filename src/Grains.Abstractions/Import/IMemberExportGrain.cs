using System.Collections.Immutable;
using Members.Directory;

namespace Members.Import;

/// <summary>Reads members who leave. A stateless worker: it runs where it is called.</summary>
[Alias("members.IMemberExportGrain")]
public interface IMemberExportGrain : IGrainWithIntegerKey
{
    /// <summary>A page of all members, oldest first, each as stored at one moment. Who registers meanwhile comes last.</summary>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="limit">The size of a page, 1 to 500.</param>
    [Alias("Read")]
    Task<PortablePage> Read(PageMark? after, int limit);
}

/// <summary>A page of members who leave.</summary>
/// <param name="Members">The members.</param>
/// <param name="Next">Where the next page starts; null on the last.</param>
/// <param name="Unreadable">How many members of the page have a record that cannot be read.</param>
[GenerateSerializer, Immutable, Alias("members.PortablePage")]
public sealed record PortablePage(ImmutableArray<PortableMember> Members, PageMark? Next, int Unreadable);

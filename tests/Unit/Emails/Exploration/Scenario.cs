using System.Collections.Immutable;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>A member who is there before anything begins. A <c>Code</c> was mailed to another address, for a verified move.</summary>
internal sealed record Present(char Member, char Address, char? Code = null);

/// <summary>Who is there, who asks for what at once, and what may go wrong.</summary>
internal sealed record Scenario(string Name, ImmutableArray<Present> Present, ImmutableArray<Request> Requests)
{
    /// <summary>How many steps may fail.</summary>
    public int Faults { get; init; }

    /// <summary>Whether each silo has an index of its own for each address, which hears of no change at the others.</summary>
    public bool HasIndexPerSilo { get; init; }

    /// <summary>Whether the indexes remember a time before the members were there.</summary>
    public bool IndexesAreBehind { get; init; }

    /// <summary>Whether an index hears of what it has read only a while after.</summary>
    public bool ReadsTakeTime { get; init; }

    /// <summary>Whether statements lock the rows of addresses one after the other.</summary>
    public bool LocksRows { get; init; }

    public int Silos => Requests.Max(r => r.Silo) + 1;
}

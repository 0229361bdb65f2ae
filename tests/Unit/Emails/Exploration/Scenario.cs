using System.Collections.Immutable;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>
/// A member who is there before anything begins. The indexes still remember their <c>Former</c> address; a <c>Code</c> was mailed to
/// another, which a verified move may use.
/// </summary>
internal sealed record Present(char Member, char Address, char? Former = null, char? Code = null);

/// <summary>Who is there, who asks for what at once, and what may go wrong.</summary>
internal sealed record Scenario(string Name, ImmutableArray<Present> Present, ImmutableArray<Request> Requests)
{
    /// <summary>How many steps may fail.</summary>
    public int Faults { get; init; } = Requests.Length > 2 ? 1 : 2;

    /// <summary>Whether each silo has an index of its own for each address, which hears of no change at the others.</summary>
    public bool HasIndexPerSilo { get; init; }

    /// <summary>Whether statements lock the rows of addresses one after the other.</summary>
    public bool LocksRows { get; init; }

    public int Silos => Requests.Max(r => r.Silo) + 1;

    public override string ToString() => Name;
}

/// <summary>What was explored, and what was found wrong.</summary>
internal sealed record Report(string Name, long Runs, int States, long Steps, IReadOnlyList<string> Violations)
{
    public override string ToString() => $"{Name}: {Runs:N0} runs, {States:N0} states, {Steps:N0} steps, {Violations.Count} violations";
}

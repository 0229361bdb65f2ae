using System.Collections.Immutable;
using Members.Emails;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>Who is there, who asks for what at once, and what may go wrong.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Present">Members who are settled before it begins.</param>
/// <param name="Requests">What is asked at once, each at an activation of its own.</param>
internal sealed record Scenario(string Name, ImmutableArray<(Guid Member, EmailAddress Address)> Present, ImmutableArray<Request> Requests)
{
    /// <summary>How many steps may fail.</summary>
    public int Faults { get; init; } = 1;

    /// <summary>How often the clock may pass the lifetime of a claim, between any two steps.</summary>
    public int Lapses { get; init; } = 1;

    /// <summary>What may follow a fault: the caller's repetition, the upkeep, or each in turn.</summary>
    public ImmutableArray<Recovery> Recoveries { get; init; } = [Recovery.Upkeep, Recovery.Repetition];

    /// <summary>Whether a call that timed out may still arrive at any later time.</summary>
    public bool CallsMayArriveLate { get; init; }

    /// <summary>Whether all requests, repeated one after the other, change nothing more. A change and its undo, repeated, are a new change and its undo.</summary>
    public bool RepeatsChangeNothing { get; init; } = true;

    /// <summary>Whether the requests want one address, so that without faults exactly one of them gets it.</summary>
    public bool ExactlyOneWins { get; init; }
}

/// <summary>What follows a fault, at any time after it.</summary>
internal enum Recovery
{
    /// <summary>Nothing more is asked of the member before all stands still.</summary>
    None,

    /// <summary>The sweeper comes by.</summary>
    Upkeep,

    /// <summary>The caller, who does not know the outcome, asks again.</summary>
    Repetition,
}

/// <summary>What was explored, and what was found wrong.</summary>
internal sealed record Report(string Name, long Finished, long Cut, int States, long Steps, IReadOnlyList<string> Violations)
{
    public long Schedules => Finished + Cut;

    public override string ToString() =>
        $"{Name}: {Schedules:N0} schedules ({Finished:N0} to the end, {Cut:N0} up to a state seen before), {States:N0} states, {Steps:N0} steps, {Violations.Count} violations";
}

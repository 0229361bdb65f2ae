using System.Collections.Immutable;
using Members.Accounts;
using Members.Directory;

namespace Members.Admission;

/// <summary>What happened to an application.</summary>
[Alias("members.ApplicationAct")]
public enum ApplicationAct
{
    /// <summary>It was submitted.</summary>
    Submitted = 0,

    /// <summary>It was approved.</summary>
    Approved = 1,

    /// <summary>It was rejected.</summary>
    Rejected = 2,

    /// <summary>The applicant was blocked.</summary>
    Blocked = 3,

    /// <summary>The last decision was undone.</summary>
    Undone = 4,
}

/// <summary>What a decider may do with an application.</summary>
[Alias("members.ApplicationCommand")]
public enum ApplicationCommand
{
    /// <summary>Let the applicant in.</summary>
    Approve = 0,

    /// <summary>Turn the applicant down; they may apply again.</summary>
    Reject = 1,

    /// <summary>Keep the applicant out.</summary>
    Block = 2,

    /// <summary>Take one's own last decision back.</summary>
    Undo = 3,

    /// <summary>Write a note that only staff read.</summary>
    Note = 4,
}

/// <summary>An application as staff see it. It is part of the member's record, and their newest is the one that is decided.</summary>
/// <param name="Id">The member.</param>
/// <param name="Number">Counts the applications of the member, from 1.</param>
/// <param name="Status">The member's status.</param>
/// <param name="Email">The login address.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
[GenerateSerializer, Immutable, Alias("members.ApplicationView")]
public sealed record ApplicationView(Guid Id, int Number, MemberStatus Status, string Email, DateTimeOffset SubmittedAt)
{
    /// <summary>What the applicant is called, if they said.</summary>
    [Id(5)]
    public string? Name { get; init; }

    /// <summary>The network that it came from, until 30 days after the decision.</summary>
    [Id(6)]
    public string? Network { get; init; }

    /// <summary>The decision; null while it waits.</summary>
    [Id(7)]
    public ApplicationDecision? Decision { get; init; }

    /// <summary>What staff wrote, oldest first.</summary>
    [Id(8)]
    public ImmutableArray<ApplicationNote> Notes { get; init; } = [];

    /// <summary>What happened, oldest first.</summary>
    [Id(9)]
    public ImmutableArray<ApplicationEvent> History { get; init; } = [];

    /// <summary>The member's earlier applications, oldest first.</summary>
    [Id(10)]
    public ImmutableArray<ApplicationView> Earlier { get; init; } = [];

    /// <summary>Other applications of the last 30 days from the same network, 100 at most.</summary>
    [Id(11)]
    public int SameNetwork { get; init; }

    /// <summary>Other applications of the last 30 days with the same long texts, 100 at most.</summary>
    [Id(12)]
    public int SameAnswers { get; init; }

    /// <summary>What the caller may do with it now.</summary>
    [Id(13)]
    public ImmutableArray<ApplicationCommand> Allowed { get; init; } = [];
}

/// <summary>A decision on an application.</summary>
/// <param name="Outcome">Approved, rejected or blocked.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">When.</param>
/// <param name="Reason">What the applicant is told.</param>
/// <param name="Note">What staff alone read.</param>
[GenerateSerializer, Immutable, Alias("members.ApplicationDecision")]
public sealed record ApplicationDecision(ApplicationAct Outcome, Actor By, DateTimeOffset At, string? Reason, string? Note);

/// <summary>A note on an application.</summary>
/// <param name="By">Who wrote it.</param>
/// <param name="At">When.</param>
/// <param name="Text">What it says.</param>
[GenerateSerializer, Immutable, Alias("members.ApplicationNote")]
public sealed record ApplicationNote(Actor By, DateTimeOffset At, string Text);

/// <summary>An entry of an application's history.</summary>
/// <param name="Act">What happened.</param>
/// <param name="By">Who did it; null for the applicant.</param>
/// <param name="At">When.</param>
/// <param name="Reason">The reason that was given.</param>
[GenerateSerializer, Immutable, Alias("members.ApplicationEvent")]
public sealed record ApplicationEvent(ApplicationAct Act, Actor? By, DateTimeOffset At, string? Reason);

/// <summary>A page of applications.</summary>
/// <param name="Applications">The applications.</param>
/// <param name="Next">Where the next page starts; null on the last.</param>
[GenerateSerializer, Immutable, Alias("members.ApplicationPage")]
public sealed record ApplicationPage(ImmutableArray<ApplicationView> Applications, PageMark? Next);

/// <summary>What a person sees of the queue before they open it. The count is the length of the list.</summary>
/// <param name="Waiting">How many wait.</param>
/// <param name="Oldest">Since when the first of them does; null when nobody waits.</param>
/// <param name="MedianWait">
/// How long half of the last 50 who were decided on had waited at most; null before the first decision.
/// </param>
[GenerateSerializer, Immutable, Alias("members.QueueSummary")]
public sealed record QueueSummary(int Waiting, DateTimeOffset? Oldest, TimeSpan? MedianWait);

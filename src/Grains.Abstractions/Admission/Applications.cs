using System.Collections.Immutable;
using Members.Accounts;
using Members.Directory;
using Members.SignUp;

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

    /// <summary>Look after it for some minutes.</summary>
    Claim = 5,

    /// <summary>Ask the applicant something.</summary>
    Ask = 6,
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

    /// <summary>The version of the sign-up form; null when the site asked nothing.</summary>
    [Id(14)]
    public int? FormVersion { get; init; }

    /// <summary>What was answered.</summary>
    [Id(15)]
    public ImmutableArray<Answer> Answers { get; init; } = [];

    /// <summary>The name of the rule that decided at the door.</summary>
    [Id(16)]
    public string? Rule { get; init; }

    /// <summary>The invitation that was used.</summary>
    [Id(17)]
    public ApplicationInvitation? Invitation { get; init; }

    /// <summary>What the visitor's browser called itself, until 30 days after the decision.</summary>
    [Id(18)]
    public string? UserAgent { get; init; }

    /// <summary>What staff asked, oldest first.</summary>
    [Id(19)]
    public ImmutableArray<ApplicationQuestion> Questions { get; init; } = [];

    /// <summary>Who looks after it just now; null for nobody.</summary>
    [Id(20)]
    public Actor? ClaimedBy { get; init; }

    /// <summary>Until when.</summary>
    [Id(21)]
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>When the applicant last changed the answers; null when they are those of the sign-up.</summary>
    [Id(22)]
    public DateTimeOffset? AnswersChangedAt { get; init; }

    /// <summary>When the answers were given that stand.</summary>
    public DateTimeOffset AnsweredAt => AnswersChangedAt ?? SubmittedAt;
}

/// <summary>The invitation that an application used.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Note">What staff wrote about it.</param>
/// <param name="By">Who made it.</param>
[GenerateSerializer, Immutable, Alias("members.ApplicationInvitation")]
public sealed record ApplicationInvitation(Guid Id, string? Note, Actor By);

/// <summary>A question to the applicant.</summary>
/// <param name="By">Who asked.</param>
/// <param name="At">When.</param>
/// <param name="Text">The question.</param>
/// <param name="Reply">What the applicant replied.</param>
/// <param name="RepliedAt">When.</param>
[GenerateSerializer, Immutable, Alias("members.ApplicationQuestion")]
public sealed record ApplicationQuestion(Actor By, DateTimeOffset At, string Text, string? Reply, DateTimeOffset? RepliedAt);

/// <summary>An application as the applicant sees it: never who decided.</summary>
/// <param name="Number">Counts the applications of the member.</param>
/// <param name="Status">The member's status.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
[GenerateSerializer, Immutable, Alias("members.OwnApplication")]
public sealed record OwnApplication(int Number, MemberStatus Status, DateTimeOffset SubmittedAt)
{
    /// <summary>What was answered.</summary>
    [Id(3)]
    public ImmutableArray<Answer> Answers { get; init; } = [];

    /// <summary>What was asked, without who.</summary>
    [Id(4)]
    public ImmutableArray<ApplicationQuestion> Questions { get; init; } = [];

    /// <summary>What was decided; null while it waits.</summary>
    [Id(5)]
    public ApplicationAct? Outcome { get; init; }

    /// <summary>When it was decided.</summary>
    [Id(6)]
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why.</summary>
    [Id(7)]
    public string? Reason { get; init; }

    /// <summary>From when on the applicant may apply again; null for never, or when nothing was rejected.</summary>
    [Id(8)]
    public DateTimeOffset? ApplyAgainAt { get; init; }

    /// <summary>When the answers were last changed; null when they are those of the sign-up.</summary>
    [Id(9)]
    public DateTimeOffset? AnswersChangedAt { get; init; }
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
public sealed record QueueSummary(int Waiting, DateTimeOffset? Oldest, TimeSpan? MedianWait)
{
    /// <summary>Whether sign-ups wait for approval and there is no active approver or owner who is told.</summary>
    [Id(3)]
    public bool LacksApprover { get; init; }
}

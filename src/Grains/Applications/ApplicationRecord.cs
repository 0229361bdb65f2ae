using System.Collections.Immutable;
using Members.Accounts;
using Members.Admission;
using Members.Grains.Mail;
using Members.SignUp;

namespace Members.Grains.Applications;

/// <summary>An application as stored in the member's record. The queue is derived from these names by the database.</summary>
/// <param name="Number">Counts the member's applications, from 1.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
[GenerateSerializer, Immutable, Alias("members.ApplicationRecord")]
internal sealed record ApplicationRecord(int Number, DateTimeOffset SubmittedAt) : Extensible
{
    /// <summary>Where it came from; removed 30 days after the decision.</summary>
    [Id(2)]
    public ApplicationOriginRecord? Origin { get; init; }

    /// <summary>The decision that stands; null while it waits.</summary>
    [Id(3)]
    public DecisionRecord? Decision { get; init; }

    [Id(4)]
    public ImmutableArray<NoteRecord> Notes { get; init; } = [];

    [Id(5)]
    public ImmutableArray<HistoryRecord> History { get; init; } = [];

    /// <summary>What the queue is searched in: address and name, folded.</summary>
    [Id(6)]
    public string? Search { get; init; }

    /// <summary>How the last decision can be taken back; null when it cannot.</summary>
    [Id(7)]
    public UndoRecord? Undo { get; init; }

    /// <summary>How often a decision on it was taken back.</summary>
    [Id(8)]
    public int Undone { get; init; }

    /// <summary>What was answered to the sign-up form.</summary>
    [Id(9)]
    public ImmutableArray<Answer> Answers { get; init; } = [];

    /// <summary>The version of the form; null when the site asked nothing.</summary>
    [Id(10)]
    public int? FormVersion { get; init; }

    /// <summary>The name of the rule that applied when it was submitted.</summary>
    [Id(11)]
    public string? Rule { get; init; }

    /// <summary>The invitation that was used.</summary>
    [Id(12)]
    public ApplicationInvitationRecord? Invitation { get; init; }

    /// <summary>A digest of the long texts among the answers: who copies an application has the same.</summary>
    [Id(13)]
    public string? TextsDigest { get; init; }

    /// <summary>What staff asked, oldest first.</summary>
    [Id(14)]
    public ImmutableArray<QuestionRecord> Questions { get; init; } = [];

    /// <summary>Who looks after it.</summary>
    [Id(15)]
    public ClaimRecord? Claim { get; init; }

    /// <summary>The call that applied again, so that its repetition is answered the same (contract I12).</summary>
    [Id(16)]
    public Guid? Request { get; init; }

    /// <summary>When the applicant last changed the answers; null when they are those of the sign-up.</summary>
    [Id(17)]
    public DateTimeOffset? AnswersChangedAt { get; init; }

    /// <summary>How often that was.</summary>
    [Id(18)]
    public int AnswerChanges { get; init; }

    /// <summary>The application after a block that has ended by itself: the decision of before it stands again.</summary>
    /// <param name="status">The status of before the block. Who does not wait keeps a decision, even if the history has lost it.</param>
    public ApplicationRecord Unblocked(MemberStatus status) => Decision is { Outcome: ApplicationAct.Blocked }
        ? this with { Decision = BeforeBlock() ?? (status == MemberStatus.Pending ? null : Decision) }
        : this;

    // An undo is passed over with what it took back: the entry before it.
    private DecisionRecord? BeforeBlock()
    {
        for (var i = History.Length - 1; i >= 0; i--)
        {
            if (History[i] is { Act: ApplicationAct.Approved or ApplicationAct.Rejected, By: { } by } stands)
            {
                return new DecisionRecord(stands.Act, by, stands.At, stands.Reason, null);
            }

            i -= History[i].Act == ApplicationAct.Undone ? 1 : 0;
        }

        return null;
    }
}

/// <summary>Where an application came from.</summary>
/// <param name="Network">The network: a /24 or a /48.</param>
/// <param name="UserAgent">What the visitor's browser called itself.</param>
[GenerateSerializer, Immutable, Alias("members.ApplicationOriginRecord")]
internal sealed record ApplicationOriginRecord(string Network, string? UserAgent = null) : Extensible;

/// <summary>Who did something.</summary>
[GenerateSerializer, Immutable, Alias("members.ActorRecord")]
internal sealed record ActorRecord(ActorKind Kind, string? Id, string Name) : Extensible
{
    public static ActorRecord Of(Actor actor) => new(actor.Kind, actor.Id, actor.Name);

    public Actor View() => new(Kind, Id, Name);

    /// <summary>Whether it is the same actor, perhaps under another name.</summary>
    public bool Is(Actor actor) => Kind == actor.Kind && Id == actor.Id;
}

[GenerateSerializer, Immutable, Alias("members.DecisionRecord")]
internal sealed record DecisionRecord(ApplicationAct Outcome, ActorRecord By, DateTimeOffset At, string? Reason, string? Note) : Extensible
{
    public ApplicationDecision View() => new(Outcome, By.View(), At, Reason, Note);
}

[GenerateSerializer, Immutable, Alias("members.NoteRecord")]
internal sealed record NoteRecord(ActorRecord By, DateTimeOffset At, string Text) : Extensible;

[GenerateSerializer, Immutable, Alias("members.HistoryRecord")]
internal sealed record HistoryRecord(ApplicationAct Act, ActorRecord? By, DateTimeOffset At, string? Reason) : Extensible;

/// <summary>A question to the applicant, with the reply.</summary>
[GenerateSerializer, Immutable, Alias("members.QuestionRecord")]
internal sealed record QuestionRecord(ActorRecord By, DateTimeOffset At, string Text, string? Reply, DateTimeOffset? RepliedAt)
    : Extensible;

/// <summary>Who looks after an application, and until when.</summary>
[GenerateSerializer, Immutable, Alias("members.ClaimRecord")]
internal sealed record ClaimRecord(ActorRecord By, DateTimeOffset Until) : Extensible;

/// <summary>What a decision replaced.</summary>
/// <param name="Status">The status before.</param>
/// <param name="Decision">The decision before.</param>
/// <param name="Until">Until when it can be taken back.</param>
[GenerateSerializer, Immutable, Alias("members.UndoRecord")]
internal sealed record UndoRecord(MemberStatus Status, DecisionRecord? Decision, DateTimeOffset Until) : Extensible
{
    /// <summary>The block before.</summary>
    [Id(3)]
    public SuspensionRecord? Suspension { get; init; }

    /// <summary>Mails about the application that had not left and that the decision made pointless.</summary>
    [Id(4)]
    public ImmutableArray<OutboxEntry> Mails { get; init; } = [];
}

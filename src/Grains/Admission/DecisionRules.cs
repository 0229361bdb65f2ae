using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.Mail;
using Members.Grains.Storage;
using Members.Outcomes;

namespace Members.Grains.Admission;

/// <summary>
/// How an application is decided, and a decision taken back. Where each leads is in <see cref="ApplicationTransitions"/>.
/// </summary>
internal static class DecisionRules
{
    /// <summary>The most characters of a reason and of a note.</summary>
    public const int MaxText = 1000;

    /// <summary>How often a decision on an application can be taken back.</summary>
    public const int MostUndone = 3;

    /// <summary>Every rule that the texts of a decision break.</summary>
    public static Refusal.Invalid? Check(DecideApplication command, DateTimeOffset now) => Invalid(
        Text("reason", command.Reason).Concat(Text("note", command.Note)).Concat(SuspensionRules.CheckEnd(command.Until, now)));

    /// <summary>Every rule that a note breaks.</summary>
    public static Refusal.Invalid? CheckNote(string text) => Invalid(
        string.IsNullOrWhiteSpace(text) ? [new Violation("text", "REQUIRED", "The text must say something.")] : Text("text", text));

    /// <summary>Decides, if the status is still what the decider saw (contract I18).</summary>
    /// <param name="record">The member.</param>
    /// <param name="command">The decision.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="now">The time.</param>
    /// <param name="undoWindow">For how long the decision can be taken back.</param>
    public static Decision<MemberRecord, Outcome<ApplicationDecided>> Decide(
        MemberRecord record, DecideApplication command, Actor by, DateTimeOffset now, TimeSpan undoWindow)
    {
        if (MemberApplications.Newest(record) is not { } application)
        {
            return new(null, new Refusal.MemberNotFound());
        }

        var decided = new Refusal.AlreadyDecided(record.Status, application.Decision?.View());
        if (command.Number is { } number && number != application.Number
            || command.AnsweredAt is { } answered && !AreOf(answered, application))
        {
            return new(null, decided);
        }

        if (ApplicationTransitions.Of(record.Status, command.Command).Next is not { } next)
        {
            return new(null, decided);
        }

        if (next == record.Status && (record.Status != command.Seen || !IsNewerBlock(record, command)))
        {
            return new(null, new ApplicationDecided(Changed: false, application.Decision?.View()));
        }

        if (record.Status != command.Seen)
        {
            return new(null, decided);
        }

        var (act, reason, note) = (ApplicationTransitions.ActOf(next), Meant(command.Reason), Meant(command.Note));
        return Decided(record, application, command, next, new DecisionRecord(act, ActorRecord.Of(by), now, reason, note), undoWindow);
    }

    // The API tells times to the millisecond.
    private static bool AreOf(DateTimeOffset answered, ApplicationRecord application) =>
        answered.ToUnixTimeMilliseconds() == (application.AnswersChangedAt ?? application.SubmittedAt).ToUnixTimeMilliseconds();

    /// <summary>Takes the last decision back. What was made meanwhile is dead, and the approval token stays so.</summary>
    public static Decision<MemberRecord, Outcome<ApplicationDecided>> Undo(MemberRecord record, Actor by, DateTimeOffset now)
    {
        if (MemberApplications.Newest(record) is not { } application)
        {
            return new(null, new Refusal.MemberNotFound());
        }

        if (application.History is [.., { Act: ApplicationAct.Undone, By: { } undoer }] && undoer.Is(by))
        {
            return new(null, new ApplicationDecided(Changed: false, application.Decision?.View()));
        }

        if (UndoOf(application, by) is not { } undo)
        {
            return new(null, new Refusal.AlreadyDecided(record.Status, application.Decision?.View()));
        }

        if (now >= undo.Until)
        {
            return new(null, new Refusal.UndoOver());
        }

        var ended = Endings.Apply(record, Ending.Undo);
        var next = application with
        {
            Decision = undo.Decision,
            Undo = null,
            Undone = application.Undone + 1,
            History = MemberApplications.Add(
                application.History, new HistoryRecord(ApplicationAct.Undone, application.History[^1].By, now, null)),
        };

        var undone = MemberApplications.Replace(ended, next) with
        {
            Status = undo.Status,
            Suspension = undo.Suspension,

            // What stands again is told after all (contract I19).
            Outbox = [.. ended.Outbox, .. undo.Mails.Where(e => now < e.ExpiresAt)],
        };

        // A block of before may have ended since.
        undone = undone.At(now);
        return new(undone, new ApplicationDecided(true, MemberApplications.Newest(undone)!.Decision?.View()));
    }

    /// <summary>
    /// How an actor can take the last decision back, the time apart; null when it is not theirs. It is the last entry of the history:
    /// of a block that has ended the decision stands no more.
    /// </summary>
    public static UndoRecord? UndoOf(ApplicationRecord application, Actor by) =>
        application is { Undo: { } undo, History: [.., { By: { } decider }] } && decider.Is(by) ? undo : null;

    /// <summary>Adds a note. The oldest goes when there are too many.</summary>
    public static Decision<MemberRecord, Outcome<ApplicationDecided>> Note(MemberRecord record, string text, Actor by, DateTimeOffset now)
    {
        if (MemberApplications.Newest(record) is not { } application)
        {
            return new(null, new Refusal.MemberNotFound());
        }

        var note = new NoteRecord(ActorRecord.Of(by), now, text);
        var next = application with { Notes = [.. application.Notes.TakeLast(MemberApplications.MostNotes - 1), note] };
        return new(MemberApplications.Replace(record, next), new ApplicationDecided(Changed: true, application.Decision?.View()));
    }

    /// <summary>
    /// Writes a change of status that another function made into the newest application, so that its history has every decision
    /// (contract I19). Without an application there is nothing to write.
    /// </summary>
    public static Decision<MemberRecord, T> Recorded<T>(
        MemberRecord before, Decision<MemberRecord, T> decision, Actor by, DateTimeOffset now, string? reason = null)
    {
        if (decision.Next is not { } next
            || (next.Status == before.Status && next.Suspension == before.Suspension)
            || MemberApplications.Newest(before) is not { } application)
        {
            return decision;
        }

        var record = new DecisionRecord(ApplicationTransitions.ActOf(next.Status), ActorRecord.Of(by), now, Meant(reason), null);
        return decision with { Next = MemberApplications.Replace(next, With(application, record, undo: null)) };
    }

    private static IEnumerable<Violation> Text(string field, string? text) =>
        TextRules.Violations(field, field, text, MaxText, hasLines: true);

    private static Refusal.Invalid? Invalid(IEnumerable<Violation> violations) =>
        violations.ToArray() is { Length: > 0 } broken ? new Refusal.Invalid([.. broken]) : null;

    // A form sends what nobody has written as a blank text.
    private static string? Meant(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static Decision<MemberRecord, Outcome<ApplicationDecided>> Decided(
        MemberRecord record,
        ApplicationRecord application,
        DecideApplication command,
        MemberStatus next,
        DecisionRecord decision,
        TimeSpan undoWindow)
    {
        var ended = next switch
        {
            MemberStatus.Active => Endings.Apply(record, Ending.Approval) with { Status = next, Suspension = null },
            MemberStatus.Rejected => Endings.Apply(record, Ending.Rejection) with { Status = next },
            MemberStatus.Blocked => SuspensionRules.Block(record, BlockOf(command))!,
            MemberStatus.None or MemberStatus.Pending or MemberStatus.Offline => record,
        };
        var undo = undoWindow > TimeSpan.Zero && application.Undone < MostUndone
            ? new UndoRecord(record.Status, application.Decision, decision.At + undoWindow)
            {
                Suspension = record.Suspension,
                Mails = [.. record.Outbox.Where(e => e.Kind >= MailKind.ApplicationsWaiting && !ended.Outbox.Contains(e))],
            }
            : null;
        return new(
            MemberApplications.Replace(ended, With(application, decision, undo)),
            new ApplicationDecided(Changed: true, decision.View()));
    }

    private static bool IsNewerBlock(MemberRecord record, DecideApplication command) =>
        command.Command == ApplicationCommand.Block && SuspensionRules.Block(record, BlockOf(command)) is not null;

    private static BlockMember BlockOf(DecideApplication command) =>
        new(Named: null, command.Reason, command.Until, command.TellMember);

    private static ApplicationRecord With(ApplicationRecord application, DecisionRecord decision, UndoRecord? undo) => application with
    {
        Decision = decision,
        Undo = undo,
        History = MemberApplications.Add(
            application.History, new HistoryRecord(decision.Outcome, decision.By, decision.At, decision.Reason)),
    };
}

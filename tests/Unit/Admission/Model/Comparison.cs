using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Grains.Mail;
using Members.Secrets;

namespace Members.Tests.Unit.Admission.Model;

/// <summary>
/// Plays a history to the model and to the rules, and compares after each command. Beside the model, the invariants that concern one
/// member are asked of the record itself: I17, I18 and I19.
/// </summary>
internal static class Comparison
{
    /// <summary>In what the two differ first; null when they do not.</summary>
    public static string? Difference(History history)
    {
        var (model, member) = (
            new ApplicationModel(history.Beginning, history.Terms), new MemberUnderTest(history.Beginning, history.Terms));
        for (var i = 0; i < history.Steps.Length; i++)
        {
            var step = history.Steps[i];
            model.Pass(step.After);
            member.Pass(step.After);
            if (Differs(model, member, member.Record) is { } byTime)
            {
                return $"by time, before command {i + 1}: {byTime}";
            }

            var before = member.Record;
            var (expected, answer) = (model.Apply(step), member.Apply(step));
            var after = member.Record;
            var difference = expected != answer ? $"the answer is {answer}, not {expected}"
                : Differs(model, member, after) ?? Invariants.Broken(before, after, step, answer);
            if (difference is not null)
            {
                return $"command {i + 1}: {difference}";
            }
        }

        return DiffersInOffer(model, member, Person.Ann) ?? DiffersInOffer(model, member, Person.Bob);
    }

    private static string? Differs(ApplicationModel model, MemberUnderTest member, MemberRecord record)
    {
        var newest = MemberApplications.Newest(record);
        return record.Status != model.Status ? $"the status is {record.Status}, not {model.Status}"
            : (newest?.Number ?? 0) != (model.HasApplication ? model.Number : 0) ? $"the number is {newest?.Number}, not {model.Number}"
            : !Same(newest?.Decision, model.Decision) ? $"the decision is {newest?.Decision}, not {model.Decision}"
            : DiffersInHistory(newest, model)
            ?? Differ("session", !record.Sessions.IsEmpty, model.HasSession)
            ?? Differ("ticket", Has(record, TokenPurpose.SessionTicket, member.Time), model.HasTicket)
            ?? Differ("approval token", Has(record, TokenPurpose.Approval, member.Time), model.HasApprovalToken)
            ?? Differ("mail of an approval", Leaves(record, MailKind.ApplicationApproved), model.Mails.Approved)
            ?? Differ("mail of a rejection", Leaves(record, MailKind.ApplicationRejected), model.Mails.Rejected)
            ?? Differ("mail of a block", Leaves(record, MailKind.MemberBlocked), model.Mails.Blocked)
            ?? Differ("address refused", RefusedUntil(record), model.AddressRefusedUntil);
    }

    private static string? DiffersInHistory(ApplicationRecord? newest, ApplicationModel model)
    {
        var history = newest?.History ?? [];
        if (history.Length != model.History.Count)
        {
            return $"the history has {history.Length} entries, not {model.History.Count}";
        }

        for (var i = 0; i < history.Length; i++)
        {
            var (entry, expected) = (history[i], model.History[i]);
            if (new Entry(entry.Act, MemberUnderTest.PersonOf(entry.By), MemberUnderTest.Seconds(entry.At), entry.Reason) != expected)
            {
                return $"entry {i + 1} of the history is {entry}, not {expected}";
            }
        }

        return null;
    }

    // What may be done is what staff are shown ("what would be refused is not offered"); taking back is asked of the rule too.
    private static string? DiffersInOffer(ApplicationModel model, MemberUnderTest member, Person person)
    {
        var record = member.Record;
        var undone = DecisionRules.Undo(record, MemberUnderTest.ActorOf(person), member.Time).Next is not null;
        if (ApplicationViews.Of(new ApplicationRow(record, 0, 0), MemberUnderTest.ActorOf(person), member.Time) is not { } view)
        {
            return Differ("application", false, model.HasApplication) ?? Differ("undo", undone, false);
        }

        var status = model.Status;
        var offered = view.Allowed;
        return Differ("undo", undone, model.MayUndo(person))
            ?? Differ("offer of undo", offered.Contains(ApplicationCommand.Undo), model.MayUndo(person))
            ?? Differ("offer of approve", offered.Contains(ApplicationCommand.Approve), status != MemberStatus.Active)
            ?? Differ("offer of reject", offered.Contains(ApplicationCommand.Reject), status == MemberStatus.Pending)
            ?? Differ("offer of block", offered.Contains(ApplicationCommand.Block), status != MemberStatus.Blocked);
    }

    private static string? Differ<T>(string what, T found, T expected) =>
        EqualityComparer<T>.Default.Equals(found, expected) ? null : $"{what}: {found}, not {expected}";

    private static bool Same(DecisionRecord? decision, Entry? expected) => decision is null
        ? expected is null
        : expected == new Entry(
            decision.Outcome, MemberUnderTest.PersonOf(decision.By), MemberUnderTest.Seconds(decision.At), decision.Reason);

    private static bool Has(MemberRecord record, TokenPurpose purpose, DateTimeOffset now)
    {
        foreach (var token in record.Tokens)
        {
            if (token.Purpose == purpose && token.Fate is null && now < token.ExpiresAt)
            {
                return true;
            }
        }

        return false;
    }

    private static int? Leaves(MemberRecord record, MailKind kind)
    {
        foreach (var mail in record.Outbox)
        {
            if (mail.Kind == kind)
            {
                return MemberUnderTest.Seconds(mail.NotBefore);
            }
        }

        return null;
    }

    private static int? RefusedUntil(MemberRecord record) =>
        record.Addresses.Reserved is [var kept, ..] ? MemberUnderTest.Seconds(kept.Until) : null;
}

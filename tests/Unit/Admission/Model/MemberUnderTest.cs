using System.Collections.Immutable;
using Members.Accounts;
using Members.Admission;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Grains.Emails;
using Members.Grains.Registration;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Secrets;
using Members.Settings;

namespace Members.Tests.Unit.Admission.Model;

/// <summary>A member's record, to which the rules are applied as the grain's handlers apply them.</summary>
internal sealed partial class MemberUnderTest
{
    private static readonly TimeSpan TicketLifetime = TimeSpan.FromSeconds(Terms.Ticket);
    private static readonly TimeSpan ApprovalLifetime = TimeSpan.FromSeconds(Terms.ApprovalToken);
    private static readonly EmailAddress Email = Make.Email();
    private static readonly RegisterMember Application = new(Email, Make.Password(), ContactInfo.Empty, ProfilePrivacy.Private);
    private static readonly OpaqueToken Ticket = Make.Token(TokenPurpose.SessionTicket, 9);
    private static readonly OpaqueToken[] Approvals = [.. Enumerable.Range(0, 7).Select(n => Make.Token(TokenPurpose.Approval, n))];
    private static readonly ImmutableArray<SessionRecord> Sessions = SessionRules.Open(
        [], Make.Token(TokenPurpose.Session, 8), Make.Origin, Moments.Start, Make.Terms(TimeSpan.FromDays(14)));

    private static readonly Actor[] Actors =
    [
        Actor.System, new(ActorKind.Key, "1", "Ann's key"), new(ActorKind.Key, "2", "Bob's key"),
        new(ActorKind.System, null, "An approval token"),
    ];

    private static readonly MemberRecord[] Beginnings = [.. Enum.GetValues<Beginning>().Select(Begin)];
    private readonly AdmissionSettings _settings;
    private MemberRecord _record;

    public MemberUnderTest(Beginning beginning, Terms terms)
    {
        _record = Beginnings[(int)beginning];
        _settings = new AdmissionSettings
        {
            UndoWindow = TimeSpan.FromSeconds(terms.UndoWindow),
            LapseAfter = TimeSpan.FromSeconds(terms.LapseAfter),
            RejectedKept = TimeSpan.FromSeconds(terms.RejectedKept),
            ReapplyAfter = TimeSpan.FromSeconds(terms.ReapplyAfter),
            ApplicationsPerAddress = terms.PerAddress,
            TellRejected = true,
            TellApproved = terms.TellAlways ? TellApproved.Always : TellApproved.Queue,
        };
    }

    public int Now { get; private set; }

    public DateTimeOffset Time => Moments.Start.AddSeconds(Now);

    /// <summary>The record as everybody sees it: by the clock.</summary>
    public MemberRecord Record => _record.At(Time);

    private ApplicationMails Mails => new(_settings, Time);

    public static Person PersonOf(ActorRecord? by) =>
        by is null ? Person.Applicant : by.Id == "1" ? Person.Ann : by.Id == "2" ? Person.Bob : Person.System;

    public static Actor ActorOf(Person person) => Actors[(int)person];

    public static int Seconds(DateTimeOffset time) => (int)((time - Moments.Start).Ticks / TimeSpan.TicksPerSecond);

    public void Pass(int seconds) => Now += seconds;

    public Answer Apply(Step step) => step.Kind switch
    {
        CommandKind.Approve => Decide(step, ApplicationCommand.Approve),
        CommandKind.Reject => Decide(step, ApplicationCommand.Reject),
        CommandKind.Block => Decide(step, ApplicationCommand.Block),
        CommandKind.Undo => Stored(DecisionRules.Undo(Record, ActorOf(step.By), Time)),
        CommandKind.ApproveById => Approved(AdmissionRules.Approve(Record, null, Ticket, Time, TicketLifetime), step.By),
        CommandKind.ApproveByToken => Approved(
            AdmissionRules.ApproveWithToken(Record, Approval(step.Named), Ticket, Time, TicketLifetime), Person.System),
        CommandKind.BlockById => BlockById(step),
        CommandKind.Withdraw => Stored(ApplicantRules.Withdraw(Record, _settings, Time)),
        CommandKind.RegisterAgain => RegisterAgain(),
        CommandKind.Login => Login(),
        CommandKind.Time => Sweep(),
    };

    private static MemberRecord Begin(Beginning beginning)
    {
        var isIn = beginning is Beginning.Admitted or Beginning.Member;
        var member = Make.Member(isIn ? MemberStatus.Active : MemberStatus.Pending);
        var applied = beginning is Beginning.Waiting or Beginning.Member
            ? member
            : MemberApplications.Submit(member, SubmissionRecord.None, null, Moments.Start);
        return isIn ? applied : RegistrationRules.Grant(applied, Approvals[1], Moments.Start, ApprovalLifetime);
    }

    private OpaqueToken Approval(Named named)
    {
        var newest = MemberApplications.Newest(_record)?.Number ?? 1;
        return Approvals[named == Named.ByAnotherNumber ? newest - 1 : newest];
    }

    private DateTimeOffset? End(Step step) => step.Lasts is { } lasts ? Time.AddSeconds(lasts) : null;

    private static int? NumberOf(Named named, int? newest) =>
        named == Named.Newest ? null : named == Named.ByNumber ? newest ?? 1 : (newest ?? 1) + 1;

    private Answer Decide(Step step, ApplicationCommand kind)
    {
        var before = Record;
        var number = MemberApplications.Newest(before)?.Number;
        var decide = new DecideApplication(kind, step.Seen ?? before.Status, NumberOf(step.Named, number), step.Reason)
        {
            Until = End(step),
            TellMember = step.TellMember,
        };
        if (DecisionRules.Check(decide, Time) is not null)
        {
            return new(AnswerKind.Invalid);
        }

        var decision = DecisionRules.Decide(before, decide, ActorOf(step.By), Time, _settings.UndoWindow);
        return Stored(decision.Next is { } next
            ? decision with { Next = Mails.Decided(next, decide.Reason, decide.TellMember) }
            : decision);
    }

    private Answer Approved(Decision<MemberRecord, Outcome<OpaqueToken>> decision, Person by)
    {
        var recorded = DecisionRules.Recorded(Record, decision, ActorOf(by), Time);
        return Stored(recorded.Next is { } next ? recorded with { Next = Mails.Changed(Record, next) } : recorded);
    }

    private Answer BlockById(Step step)
    {
        var block = new BlockMember(null, step.Reason, End(step), step.TellMember);
        if (SuspensionRules.Check(block, Time) is not null)
        {
            return new(AnswerKind.Invalid);
        }

        var decision = DecisionRules.Recorded(
            Record, AdmissionRules.Block(Record, block), ActorOf(step.By), Time, step.Reason);
        return Stored(decision.Next is { } next
            ? decision with { Next = Mails.Changed(Record, next, step.TellMember) }
            : decision);
    }

    private Answer RegisterAgain()
    {
        if (!ApplicantRules.MayApplyAgain(Record, Email, _settings, Time))
        {
            return new(AnswerKind.Taken);
        }

        var again = ApplicantRules.ApplyAgain(Record, Application.Contact, SubmissionRecord.None, null, Time);
        _record = RegistrationRules.Grant(again, Approvals[again.Applications[^1].Number], Time, ApprovalLifetime);
        return new(AnswerKind.Changed);
    }

    private Answer Sweep()
    {
        _record = Record;
        var erased = AdmissionExpiry.Erase(_record, Time, _settings).Next;
        _record = erased ?? _record;
        _record = _record with
        {
            Addresses = AddressRules.FreeExpired(_record.Addresses, Time),
            Outbox = _record.Outbox.RemoveAll(e => e.NotBefore <= Time),
        };
        return new(erased is null ? AnswerKind.Unchanged : AnswerKind.Changed);
    }
}

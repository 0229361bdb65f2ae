using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Settings;

namespace Members.Grains.Admission;

/// <summary>Puts the mails about an application into the member's outbox, in the commit of what they tell (contract I19).</summary>
/// <param name="settings">The site's settings of that moment.</param>
/// <param name="now">The time.</param>
internal readonly struct ApplicationMails(AdmissionSettings settings, DateTimeOffset now)
{
    /// <summary>Tells an applicant that they wait, if the site does.</summary>
    public MemberRecord Received(MemberRecord record) => settings.TellReceived
        ? With(record, MailKind.ApplicationReceived, now)
        : record;

    /// <summary>Tells what the queue has decided; it leaves when the decision can no longer be taken back.</summary>
    public MemberRecord Decided(MemberRecord record, string? reason, bool tellMember)
    {
        var leaves = now + settings.UndoWindow;
        return record.Status switch
        {
            MemberStatus.Active when settings.TellApproved != TellApproved.Never => Approved(record, leaves),
            MemberStatus.Rejected when settings.TellRejected => With(
                record, MailKind.ApplicationRejected, leaves, reason, ApplicantRules.AgainAt(record, settings)),
            MemberStatus.Blocked when tellMember => Blocked(record, leaves),
            MemberStatus.None or MemberStatus.Pending or MemberStatus.Active or MemberStatus.Blocked or MemberStatus.Offline
                or MemberStatus.Rejected => record,
        };
    }

    /// <summary>Tells what another function than the queue has decided.</summary>
    public MemberRecord Changed(MemberRecord before, MemberRecord next, bool tellMember = false) => next.Status switch
    {
        MemberStatus.Active when before.Status != MemberStatus.Active && settings.TellApproved == TellApproved.Always =>
            Approved(next, now),
        MemberStatus.Blocked when tellMember => Blocked(next, now),
        MemberStatus.None or MemberStatus.Pending or MemberStatus.Active or MemberStatus.Blocked or MemberStatus.Offline
            or MemberStatus.Rejected => next,
    };

    /// <summary>Asks an applicant something.</summary>
    public MemberRecord Asked(MemberRecord record, string question) => With(record, MailKind.ApplicationQuestion, now, question);

    /// <summary>The mail of an application that lapses. What is left of the member carries it, until it has left.</summary>
    public OutboxEntry Lapsed(MemberRecord record) => Entry(record, MailKind.ApplicationLapsed, now);

    private MemberRecord Approved(MemberRecord record, DateTimeOffset leaves) =>
        With(record, MailKind.ApplicationApproved, leaves, url: settings.LoginUrl);

    private MemberRecord Blocked(MemberRecord record, DateTimeOffset leaves) =>
        With(record, MailKind.MemberBlocked, leaves, record.Suspension?.Reason, record.Suspension?.Until);

    private MemberRecord With(
        MemberRecord record, MailKind kind, DateTimeOffset leaves, string? text = null, DateTimeOffset? at = null, string? url = null) =>
        record with { Outbox = Outbox.Put(record.Outbox, Entry(record, kind, leaves, text, at, url)) };

    private OutboxEntry Entry(
        MemberRecord record, MailKind kind, DateTimeOffset leaves, string? text = null, DateTimeOffset? at = null, string? url = null)
    {
        // A form sends what nobody has written as a blank text.
        var facts = string.IsNullOrWhiteSpace(text) ? null : text;
        var languages = MailFacts.LanguagesOf(record.Profile.Contact.Locale, settings.DefaultLanguage);
        return Outbox.Later(MemberId.New(), kind, record.Addresses.Login!.Typed, new MailFacts(facts, at, url, languages), leaves);
    }
}

using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.SignUp;
using Members.Grains.Storage;
using Members.Settings;

namespace Members.Grains.Digest;

/// <summary>Puts the mail about those who wait into an approver's outbox. What it shows is read when it is sent.</summary>
internal sealed class ApproverMailHandler(SitePolicy site)
{
    public async Task Tell(MemberContext member, Guid entry)
    {
        var settings = await site.Admission();
        await member.Commit(r => new Decision<MemberRecord, bool>(
            r.Status == MemberStatus.Active ? With(r, entry, settings, member.Now) : null, true));
    }

    private static MemberRecord With(MemberRecord record, Guid entry, AdmissionSettings settings, DateTimeOffset now)
    {
        var languages = MailFacts.LanguagesOf(record.Profile.Contact.Locale, settings.DefaultLanguage);
        var mail = Outbox.Later(
            entry, MailKind.ApplicationsWaiting, record.Addresses.Login!.Typed, new MailFacts(Languages: languages), now);
        return record with { Outbox = Outbox.Put(record.Outbox, mail) };
    }
}

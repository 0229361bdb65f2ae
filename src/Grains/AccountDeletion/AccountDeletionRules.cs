using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Mail;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Settings;

namespace Members.Grains.AccountDeletion;

/// <summary>How members have their own account deleted, after a while in which they can come back.</summary>
internal static class AccountDeletionRules
{
    /// <summary>Asks for it. Asking again does not move the time.</summary>
    /// <param name="record">The member.</param>
    /// <param name="asked">Who asks, and how it is told.</param>
    /// <param name="now">The time.</param>
    /// <param name="delay">How long the member can come back.</param>
    public static Decision<MemberRecord, Outcome<RequestedDeletion>> Request(
        MemberRecord record, CheckedRequest asked, DateTimeOffset now, TimeSpan delay)
    {
        if (record.Credentials.Version != asked.Version)
        {
            return new(null, new Refusal.InvalidCredentials());
        }

        if (record.DeletionAt is { } before)
        {
            return new(null, new RequestedDeletion(before));
        }

        if (record.Status != MemberStatus.Active || !record.Sessions.Any(s => s.Id == asked.Session && now < s.ExpiresAt))
        {
            return new(null, new Refusal.Unauthenticated());
        }

        var at = now + delay;
        var ended = Endings.Apply(record, Ending.DeletionRequest);
        var next = ended with { DeletionAt = at, Outbox = Outbox.Put(ended.Outbox, Mail(record, asked, now, at)) };
        return new(next, new RequestedDeletion(at));
    }

    /// <summary>Deletes the member whose time has come, or keeps who may not go.</summary>
    /// <param name="record">The member.</param>
    /// <param name="refusal">Why the member may not go; null when they may.</param>
    /// <param name="now">The time.</param>
    public static Decision<MemberRecord, Outcome<Done>> Settle(MemberRecord record, Refusal? refusal, DateTimeOffset now) =>
        !PlannedDeletion.IsDue(record, now) ? new(null, Done.Instance)
        : refusal is not null ? new(PlannedDeletion.Keep(record), refusal)
        : DeletionRules.Delete(record, now);

    // It is worth sending until then, and is erased with the rest.
    private static OutboxEntry Mail(MemberRecord record, CheckedRequest asked, DateTimeOffset now, DateTimeOffset at)
    {
        var languages = MailFacts.LanguagesOf(record.Profile.Contact.Locale, asked.Settings.DefaultLanguage);
        var facts = new MailFacts(At: at, Url: asked.Settings.LoginUrl, Languages: languages);
        var entry = Outbox.Later(asked.Mail, MailKind.AccountDeletion, record.Addresses.Login!.Typed, facts, now);
        return entry with { ExpiresAt = at };
    }
}

/// <summary>Who asks for their deletion, after the password was checked.</summary>
/// <param name="Session">The calling session.</param>
/// <param name="Version">The version of the credentials that were checked.</param>
/// <param name="Mail">The mail that tells of it.</param>
/// <param name="Settings">The site's settings.</param>
internal sealed record CheckedRequest(Guid Session, int Version, Guid Mail, AdmissionSettings Settings);

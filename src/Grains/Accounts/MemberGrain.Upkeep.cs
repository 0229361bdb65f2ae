using Members.Grains.Mail;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Secrets;

namespace Members.Grains.Accounts;

/// <content>Finishing what was begun.</content>
internal sealed partial class MemberGrain
{
    /// <inheritdoc/>
    public async Task Settle()
    {
        var record = await Settled();
        var now = Now;
        var due = record.Outbox.Where(e => e.NotBefore <= now && now < e.ExpiresAt).Select(e => e.Id).ToHashSet();
        if (record.Due is null || record.Due > now)
        {
            return;
        }

        if (RegistrationRules.IsAbandoned(record, now))
        {
            await _stored.Clear();
            DeactivateOnIdle();
            return;
        }

        var links = record.Outbox.Where(e => due.Contains(e.Id) && e.Kind == MailKind.SetPassword).Select(e => e.Id).ToHashSet();
        var pause = links.Count == 0 ? null : await MailAllowance.Take();
        due.ExceptWith(pause is null ? [] : links);

        // What an earlier try carried is gone with the process that made it. A new one takes its place: only the newest works.
        var secrets = record.Outbox.Where(e => due.Contains(e.Id)).ToDictionary(e => e.Id, e => NewSecret(e.Kind, record));
        var again = await Commit(r => MailRules.TryAgain(
            pause is { } wait ? MailRules.Postpone(r, links, now + wait) : r, secrets, now, _options.SetPasswordLinkLifetime));
        record = await _stored.Current();
        foreach (var (entry, secret) in again)
        {
            Post(entry, secret, record);
        }
    }

    /// <inheritdoc/>
    public Task MailSent(Guid entry, int attempt) => Commit(r => r.Outbox.Any(e => e.Id == entry && e.Attempts == attempt)
        ? new Decision<MemberRecord, bool>(r with { Outbox = Outbox.Sent(r.Outbox, entry, attempt) }, true)
        : new(null, false));

    private MailSecret NewSecret(MailKind kind, MemberRecord record) => kind switch
    {
        MailKind.SetPassword => new MailSecret(TokenMint.New(TokenPurpose.SetPassword, Id)),
        MailKind.LoginEmailChanged => new MailSecret(TokenMint.New(TokenPurpose.UndoEmailChange, Id)),
        MailKind.VerificationCode => NewCode(record.Verification?.Id ?? Guid.Empty),
        _ => MailSecret.None,
    };

    // A code goes to an address that has not been shown to be the member's: their name is nothing for whoever reads there.
    private void Post(OutboxEntry entry, MailSecret secret, MemberRecord record) => _mail.Post(new MailJob(
        Id,
        entry.Id,
        entry.Attempts,
        entry.Kind,
        entry.To,
        entry.Kind == MailKind.VerificationCode ? null : record.Contact.FirstName,
        secret.Link,
        LifetimeOf(entry, record),
        entry.HideIgnoreMessage,
        secret.Code));

    private TimeSpan LifetimeOf(OutboxEntry entry, MemberRecord record) => entry.Kind switch
    {
        MailKind.VerificationCode => VerificationRules.Lifetime,
        MailKind.LoginEmailChanged when record.SetAside.FirstOrDefault(a => a.Notice == entry.Id) is { } aside => aside.Until - Now,
        _ => _options.SetPasswordLinkLifetime,
    };
}

using Members.Grains.Mail;
using Members.Grains.Storage;
using Members.Grains.Tokens;
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

        var links = record.Outbox.Where(e => due.Contains(e.Id) && e.Kind == MailKind.SetPassword).Select(e => e.Id).ToHashSet();
        var pause = links.Count == 0 ? null : await MailAllowance.Take();
        due.ExceptWith(pause is null ? [] : links);

        // The link of an earlier try is gone with the process that made it. A new one takes its place: only the newest works.
        var link = TokenMint.New(TokenPurpose.SetPassword, Id);
        var again = await Commit(r => MailRules.TryAgain(pause is { } wait ? MailRules.Postpone(r, links, now + wait) : r, due, link, now, _options.SetPasswordLinkLifetime));
        record = await _stored.Current();
        foreach (var entry in again)
        {
            Post(entry, entry.Kind == MailKind.SetPassword ? link : null, record);
        }
    }

    /// <inheritdoc/>
    public Task MailSent(Guid entry, int attempt) => Commit(r => r.Outbox.Any(e => e.Id == entry && e.Attempts == attempt)
        ? new Decision<MemberRecord, bool>(r with { Outbox = Outbox.Sent(r.Outbox, entry, attempt) }, true)
        : new(null, false));

    private void Post(OutboxEntry entry, OpaqueToken? link, MemberRecord record) => _mail.Post(new MailJob(
        Id, entry.Id, entry.Attempts, entry.Kind, entry.To, record.Contact.FirstName, link, _options.SetPasswordLinkLifetime, entry.HideIgnoreMessage));
}

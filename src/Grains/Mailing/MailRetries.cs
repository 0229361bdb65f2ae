using System.Collections.Immutable;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Storage;

namespace Members.Grains.Mailing;

/// <summary>A mail that is tried again.</summary>
/// <param name="Entry">Its entry, marked as being tried.</param>
/// <param name="Secret">What it carries now.</param>
internal sealed record Retry(OutboxEntry Entry, MailSecret Secret);

/// <summary>How mail that has not left is tried again.</summary>
/// <param name="mails">The kinds of mail.</param>
internal sealed class MailRetries(MemberMails mails)
{
    /// <summary>Marks the due mails as being tried, drops those not worth it, and gives each that carries a secret a new one.</summary>
    /// <param name="record">The member.</param>
    /// <param name="due">The mails to try, each with the secret that it is to carry.</param>
    /// <param name="now">The time.</param>
    /// <param name="options">How long secrets are good.</param>
    public Decision<MemberRecord, ImmutableArray<Retry>> Try(
        MemberRecord record, IReadOnlyDictionary<Guid, MailSecret> due, DateTimeOffset now, MembersOptions options)
    {
        var next = record with { Outbox = Outbox.DropExpired(record.Outbox, now).RemoveAll(e => due.ContainsKey(e.Id)) };
        var retries = ImmutableArray.CreateBuilder<Retry>();
        foreach (var entry in record.Outbox.Where(e => due.ContainsKey(e.Id)))
        {
            var mail = mails.Of(entry.Kind);
            var renewed = mail.Renew(next, entry, due[entry.Id], now, options);
            if (renewed is not null || mail.IsSentWithoutSecret)
            {
                retries.Add(new Retry(Outbox.Retry(entry, now), renewed is null ? MailSecret.None : due[entry.Id]));
                next = renewed ?? next;
            }
        }

        return new(next with { Outbox = next.Outbox.AddRange(retries.Select(r => r.Entry)) }, retries.ToImmutable());
    }
}

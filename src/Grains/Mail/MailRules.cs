using System.Collections.Immutable;
using Members.Grains.Accounts;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Secrets;

namespace Members.Grains.Mail;

/// <summary>What a mail carries and the outbox does not: a link or a code.</summary>
/// <param name="Link">The token of its link.</param>
/// <param name="Code">Its code.</param>
/// <param name="CodeDigest">What is stored of the code.</param>
internal sealed record MailSecret(OpaqueToken? Link, EmailCode? Code = null, CodeDigest? CodeDigest = null)
{
    /// <summary>Nothing secret.</summary>
    public static readonly MailSecret None = new(Link: null);
}

/// <summary>A mail that is tried again.</summary>
/// <param name="Entry">Its entry, marked as being tried.</param>
/// <param name="Secret">What it carries now.</param>
internal sealed record Retry(OutboxEntry Entry, MailSecret Secret);

/// <summary>How mail that has not left is tried again.</summary>
internal static class MailRules
{
    /// <summary>Lets mails wait that may not be sent yet.</summary>
    public static MemberRecord Postpone(MemberRecord record, IReadOnlySet<Guid> mails, DateTimeOffset until) =>
        record with { Outbox = [.. record.Outbox.Select(e => mails.Contains(e.Id) ? e with { NotBefore = until } : e)] };

    /// <summary>Marks the due mails as being tried, drops those not worth it, and gives each that carries a secret a new one.</summary>
    /// <param name="record">The member.</param>
    /// <param name="due">The mails to try, each with what it is to carry: the secret of an earlier try is gone with the process that made it.</param>
    /// <param name="now">The time.</param>
    /// <param name="linkLifetime">How long a set-password link is good.</param>
    public static Decision<MemberRecord, ImmutableArray<Retry>> TryAgain(
        MemberRecord record, IReadOnlyDictionary<Guid, MailSecret> due, DateTimeOffset now, TimeSpan linkLifetime)
    {
        var next = record with { Outbox = Outbox.DropExpired(record.Outbox, now).RemoveAll(e => due.ContainsKey(e.Id)) };
        var again = ImmutableArray.CreateBuilder<Retry>();
        foreach (var entry in record.Outbox.Where(e => due.ContainsKey(e.Id)))
        {
            // A code that nobody waits for is not sent; a notice without an undo is.
            var renewed = Renew(next, entry, due[entry.Id], now, linkLifetime);
            if (renewed is null && entry.Kind == MailKind.VerificationCode)
            {
                continue;
            }

            again.Add(new Retry(Outbox.Again(entry, now), renewed is null ? MailSecret.None : due[entry.Id]));
            next = renewed ?? next;
        }

        return new(next with { Outbox = next.Outbox.AddRange(again.Select(r => r.Entry)) }, again.ToImmutable());
    }

    // The record in which the mail's new secret is good, and no earlier one; null when the mail has no use for one.
    private static MemberRecord? Renew(MemberRecord record, OutboxEntry entry, MailSecret secret, DateTimeOffset now, TimeSpan linkLifetime) => entry.Kind switch
    {
        MailKind.SetPassword => record with { Tokens = OneTimeTokens.Issue(record.Tokens, secret.Link!, now + linkLifetime, now, replace: true) },
        MailKind.LoginEmailChanged => secret.Link is null ? null : UndoRules.Renew(record, entry.Id, secret.Link, now),
        MailKind.VerificationCode => VerificationRules.UnderWay(record, now) is null ? null : VerificationRules.Replace(record, secret.CodeDigest!),
        _ => null,
    };
}

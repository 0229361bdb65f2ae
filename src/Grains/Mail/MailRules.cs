using System.Collections.Immutable;
using Members.Grains.Accounts;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Secrets;

namespace Members.Grains.Mail;

/// <summary>How mail that has not left is tried again.</summary>
internal static class MailRules
{
    /// <summary>Lets mails wait that may not be sent yet.</summary>
    public static MemberRecord Postpone(MemberRecord record, IReadOnlySet<Guid> mails, DateTimeOffset until) =>
        record with { Outbox = [.. record.Outbox.Select(e => mails.Contains(e.Id) ? e with { NotBefore = until } : e)] };

    /// <summary>Marks the due mails as being tried, drops those not worth it, and gives a set-password mail its new link.</summary>
    public static Decision<MemberRecord, ImmutableArray<OutboxEntry>> TryAgain(
        MemberRecord record, IReadOnlySet<Guid> due, OpaqueToken link, DateTimeOffset now, TimeSpan linkLifetime)
    {
        var again = record.Outbox.Where(e => due.Contains(e.Id)).Select(e => Outbox.Again(e, now)).ToImmutableArray();
        var rest = Outbox.DropExpired(record.Outbox, now).RemoveAll(e => due.Contains(e.Id));
        var tokens = again.Any(e => e.Kind == MailKind.SetPassword)
            ? OneTimeTokens.Issue(record.Tokens, link, now + linkLifetime, now, replace: true)
            : record.Tokens;
        return new(record with { Outbox = rest.AddRange(again), Tokens = tokens }, again);
    }
}

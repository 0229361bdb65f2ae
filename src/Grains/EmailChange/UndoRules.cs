using System.Collections.Immutable;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.EmailChange;

/// <summary>
/// How a verified change of the login address is undone. Whoever reads the old address's mail can take a stolen account back, and
/// whoever stole it cannot prevent that: no further change ends the token (docs/adr/0011).
/// </summary>
internal static class UndoRules
{
    /// <summary>Why a token undoes nothing now; null when it does.</summary>
    public static Refusal? Refuse(MemberRecord record, OpaqueToken token, DateTimeOffset now) =>
        OneTimeTokens.Refuse(record.Tokens, token, TokenPurpose.UndoEmailChange, now)
        ?? (Reservation(record, token) is null ? new Refusal.TokenInvalid(TokenFate.Revoked) : null);

    /// <summary>
    /// Moves back. Whatever the person who changed the address may know or hold is gone: password, sessions, tickets, links, devices,
    /// and the addresses that were moved to since. A link to set a new password goes to the old address.
    /// </summary>
    /// <param name="record">The member.</param>
    /// <param name="token">The token that undoes the change.</param>
    /// <param name="link">The token of the link that sets a new password.</param>
    /// <param name="mail">The id of the mail that carries it.</param>
    /// <param name="now">The time.</param>
    /// <param name="linkLifetime">How long the link is good.</param>
    public static Decision<MemberRecord, Outcome<OutboxEntry>> Undo(
        MemberRecord record, OpaqueToken token, OpaqueToken link, Guid mail, DateTimeOffset now, TimeSpan linkLifetime)
    {
        if (Refuse(record, token, now) is { } refusal)
        {
            return new(null, refusal);
        }

        var back = Reservation(record, token)!;
        var (addresses, newer) = AddressRules.MoveBack(record.Addresses, back);
        var ended = Endings.Apply(record, Ending.EmailChangeUndone);
        var entry = Outbox.Entry(mail, MailKind.SetPassword, back.Login.Typed, hideIgnoreMessage: true, now, linkLifetime);
        var next = ended with
        {
            Addresses = addresses,
            Credentials = ended.Credentials.Replace(password: null),
            Tokens = OneTimeTokens.Issue(Used(ended.Tokens, token, newer), link, now + linkLifetime, now, replace: true),
            Outbox = Outbox.Put(WithoutNotices(ended.Outbox, newer), entry),
        };
        return new(next, entry);
    }

    private static ReservedAddress? Reservation(MemberRecord record, OpaqueToken token) =>
        record.Addresses.Reserved.FirstOrDefault(r => r.Undo == token.Id);

    private static ImmutableArray<TokenRecord> Used(
        ImmutableArray<TokenRecord> tokens, OpaqueToken token, ImmutableArray<ReservedAddress> newer) =>
        OneTimeTokens.Use(OneTimeTokens.End(tokens, TokenFate.Revoked, t => newer.Any(r => r.Undo == t.Id)), token);

    private static ImmutableArray<OutboxEntry> WithoutNotices(ImmutableArray<OutboxEntry> outbox, ImmutableArray<ReservedAddress> newer) =>
        outbox.RemoveAll(e => newer.Any(r => r.Notice == e.Id));
}

using System.Collections.Immutable;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Verification;

/// <summary>
/// The rules of addresses that are set aside. Whoever reads the old address's mail can take a stolen account back, and
/// whoever stole it cannot prevent it: no other change of theirs ends the token (docs/adr/0011).
/// </summary>
internal static class UndoRules
{
    /// <summary>The most addresses that a member may have set aside (contract I16).</summary>
    public const int MaxSetAside = 5;

    /// <summary>How long an address is set aside, and its token good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Why another address cannot be set aside now; null when it can.</summary>
    public static Refusal.TooManyRequests? RefuseAnother(MemberRecord record, DateTimeOffset now) =>
        record.SetAside.Length < MaxSetAside ? null : new Refusal.TooManyRequests(record.SetAside.Min(a => a.Until) - now);

    /// <summary>Sets the login address aside, which is about to be left.</summary>
    public static MemberRecord SetAside(MemberRecord record, Guid notice, OpaqueToken undo, DateTimeOffset now) => record with
    {
        SetAside = record.SetAside.Add(new AddressSetAside(record.Login!, now + Lifetime, undo.Id, notice)),
        Tokens = OneTimeTokens.Issue(record.Tokens, undo, now + Lifetime, now, replace: false),
    };

    /// <summary>The member comes back to an address of their own: it is set aside no longer.</summary>
    public static MemberRecord Drop(MemberRecord record, string key) => record with
    {
        SetAside = record.SetAside.RemoveAll(a => a.Login.Key == key),
        Tokens = EndTokens(record.Tokens, record.SetAside.Where(a => a.Login.Key == key), TokenFate.Revoked),
    };

    /// <summary>Gives a notice that is sent again another token; the lost one is dead.</summary>
    /// <returns>Null when the notice has none: the change was not verified, or is undone.</returns>
    public static MemberRecord? Renew(MemberRecord record, Guid notice, OpaqueToken undo, DateTimeOffset now)
    {
        if (record.SetAside.FirstOrDefault(a => a.Notice == notice && now < a.Until) is not { } aside || !IsGood(record, aside))
        {
            return null;
        }

        return record with
        {
            SetAside = record.SetAside.Replace(aside, aside with { Undo = undo.Id }),
            Tokens = OneTimeTokens.Issue(EndTokens(record.Tokens, [aside], TokenFate.Replaced), undo, aside.Until, now, replace: false),
        };
    }

    /// <summary>Says why a token undoes nothing now; null when it does.</summary>
    public static Refusal? Refuse(MemberRecord record, OpaqueToken token, DateTimeOffset now) =>
        OneTimeTokens.Refuse(record.Tokens, token, TokenPurpose.UndoEmailChange, now)
        ?? (record.SetAside.Any(a => a.Undo == token.Id) ? null : new Refusal.TokenInvalid(TokenFate.Revoked));

    /// <summary>The change back, under an operation of its own.</summary>
    public static Move Back(MemberRecord record, OpaqueToken token, Guid operation, Guid mail, DateTimeOffset now, EventRecord undone)
    {
        var aside = record.SetAside.Single(a => a.Undo == token.Id);
        return new Move(aside.Login with { Operation = operation }, now, RevokeSessions: true, undone, Notice: mail, SetAsideBy: aside.Login.Operation, Undo: token.Id);
    }

    /// <summary>
    /// What the change back does in its write. All that whoever changed the address may know or hold is gone: password, sessions,
    /// tickets, links, devices, and the addresses that were moved to since.
    /// </summary>
    public static MemberRecord Apply(MemberRecord record, OpaqueToken link, DateTimeOffset now, TimeSpan linkLifetime)
    {
        var move = record.Moving!;
        var at = record.SetAside.IndexOf(record.SetAside.First(a => a.Login.Key == move.To.Key));
        var (kept, newer) = (record.SetAside[..at], record.SetAside[(at + 1)..]);
        var dead = OneTimeTokens.End(EndTokens(record.Tokens, newer, TokenFate.Revoked), TokenFate.Revoked, TokenPurpose.SessionTicket, TokenPurpose.SetPassword, TokenPurpose.AuthorizationCode);
        var used = dead.Select(t => t.Id == move.Undo ? t with { Fate = TokenFate.Used } : t);
        var notices = newer.Select(a => a.Notice).ToHashSet();
        var mail = Outbox.Entry(EmailChangeRules.NoticeId(move), MailKind.SetPassword, move.To.Typed, hideIgnoreMessage: true, now, linkLifetime);
        var ended = VerificationRules.End(record);
        return ended with
        {
            EmailVerified = true,
            Password = null,
            PasswordVersion = record.PasswordVersion + 1,
            Sessions = [],
            Devices = [],

            // The newer ones are released by the next step of the upkeep, which is due at once.
            SetAside = [.. kept, .. newer.Select(a => a with { Until = now })],
            Tokens = OneTimeTokens.Issue([.. used], link, now + linkLifetime, now, replace: true),
            Outbox = Outbox.Put(ended.Outbox.RemoveAll(e => notices.Contains(e.Id)), mail),
            Events = move.Event is null ? record.Events : record.Events.Add(move.Event),
        };
    }

    private static bool IsGood(MemberRecord record, AddressSetAside aside) => record.Tokens.Any(t => t.Id == aside.Undo && t.Fate is null);

    private static ImmutableArray<TokenRecord> EndTokens(ImmutableArray<TokenRecord> tokens, IEnumerable<AddressSetAside> asides, TokenFate fate)
    {
        var ids = asides.Select(a => a.Undo).ToHashSet();
        return [.. tokens.Select(t => t.Fate is null && ids.Contains(t.Id) ? t with { Fate = fate } : t)];
    }
}

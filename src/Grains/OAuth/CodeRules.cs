using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.OAuth;

/// <summary>Authorization codes (RFC 6749, 4.1; RFC 7636).</summary>
internal static class CodeRules
{
    /// <summary>How long a code is good. The longest that RFC 6749, 4.1.2 recommends is ten minutes; a redirect takes seconds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Makes a code for whoever presents a ticket, which is used in the same commit, or the token of a session of our own kind.
    /// </summary>
    public static Decision<MemberRecord, Outcome<OpaqueToken>> Authorize(
        MemberRecord record, Authorize command, OpaqueToken code, DateTimeOffset now, TimeSpan idleLifetime)
    {
        var proof = command.Proof;
        var byTicket = proof.Purpose == TokenPurpose.SessionTicket;
        if (RefuseProof(record, proof, byTicket, now, idleLifetime) is { } refusal)
        {
            return new(null, refusal);
        }

        var tokens = byTicket ? OneTimeTokens.Use(record.Tokens, proof) : record.Tokens;
        var binding = new CodeBinding(command.Client, command.RedirectUri, command.CodeChallenge);
        return new(record with { Tokens = OneTimeTokens.Issue(tokens, code, now + Lifetime, now, replace: false, binding) }, code);
    }

    /// <summary>
    /// Turns a code into a session. A code that another client presents has leaked and is used up. A code that was used before ends the
    /// session that it opened, which has the code's id (RFC 6749, 4.1.2).
    /// </summary>
    public static Decision<MemberRecord, Outcome<IssuedTokens>> Redeem(
        MemberRecord record, RedeemCode command, FreshTokens fresh, EventRecord reused, DateTimeOffset now, ClientTerms terms)
    {
        var code = command.Code;
        if (OneTimeTokens.Refuse(record.Tokens, code, TokenPurpose.AuthorizationCode, now) is { } refusal)
        {
            return refusal is Refusal.TokenInvalid { Fate: TokenFate.Used } && record.Sessions.Any(s => s.Id == code.Id)
                ? new(ClientSessionRules.EndReused(record, code.Id, reused), refusal)
                : new(null, refusal);
        }

        var used = record with { Tokens = OneTimeTokens.Use(record.Tokens, code) };
        if (!IsFor(record.Tokens.First(t => t.Id == code.Id).Code, command))
        {
            return new(used, new Refusal.TokenInvalid(TokenFate.Unknown));
        }

        return record.Status == MemberStatus.Active
            ? ClientSessionRules.Open(used, command.Client, fresh, command.Origin, now, terms)
            : new(null, new Refusal.TokenInvalid(TokenFate.Revoked));
    }

    private static bool IsFor(CodeBinding? binding, RedeemCode command) =>
        binding is not null
        && binding.Client == command.Client
        && binding.RedirectUri == command.RedirectUri
        && command.Verifier.Answers(binding.Challenge);

    private static Refusal? RefuseProof(MemberRecord record, OpaqueToken proof, bool byTicket, DateTimeOffset now, TimeSpan idleLifetime)
    {
        if (byTicket)
        {
            return OneTimeTokens.Refuse(record.Tokens, proof, TokenPurpose.SessionTicket, now)
                ?? (record.Status == MemberStatus.Active ? null : new Refusal.TokenInvalid(TokenFate.Revoked));
        }

        // An access token was given to one client and must not let another one in.
        return record.Status == MemberStatus.Active
            && proof.Purpose == TokenPurpose.Session
            && SessionRules.FindByOwnToken(record.Sessions, proof, now) is { } session
            && !SessionRules.IsIdle(session.LastSeenAt, now, idleLifetime)
                ? null
                : new Refusal.Unauthenticated();
    }
}

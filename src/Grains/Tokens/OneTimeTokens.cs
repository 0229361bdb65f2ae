using System.Collections.Immutable;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Tokens;

/// <summary>A one-time token as stored.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Id">Its id.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="ExpiresAt">From this moment on it is no longer good.</param>
/// <param name="Fate">What ended it; null while it is good.</param>
/// <param name="Code">Of an authorization code that is good, who may use it.</param>
[GenerateSerializer, Immutable, Alias("members.TokenRecord")]
internal sealed record TokenRecord(
    TokenPurpose Purpose, Guid Id, TokenDigest Digest, DateTimeOffset ExpiresAt, TokenFate? Fate = null, CodeBinding? Code = null)
    : Extensible;

/// <summary>To whom an authorization code is bound.</summary>
/// <param name="Client">The client that it was made for.</param>
/// <param name="RedirectUri">Where it was sent; null for a web message.</param>
/// <param name="Challenge">The challenge, whose verifier only its asker knows (RFC 7636).</param>
[GenerateSerializer, Immutable, Alias("members.CodeBinding")]
internal sealed record CodeBinding(Guid Client, string? RedirectUri, string Challenge) : Extensible;

/// <summary>
/// The rules of one-time tokens. A dead token is kept for a while, so that its holder can be told why it is dead. Whoever made a
/// token up learns nothing.
/// </summary>
internal static class OneTimeTokens
{
    /// <summary>The most tokens of one purpose that a member's record keeps; the oldest goes first (contract I16).</summary>
    public const int MaxPerPurpose = 20;

    private static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    /// <summary>Adds a token.</summary>
    /// <param name="tokens">The member's tokens.</param>
    /// <param name="token">The new one.</param>
    /// <param name="expiresAt">When it stops being good.</param>
    /// <param name="now">The time.</param>
    /// <param name="replace">Whether it replaces the others of its purpose.</param>
    /// <param name="code">Of an authorization code, who may use it.</param>
    public static ImmutableArray<TokenRecord> Issue(
        ImmutableArray<TokenRecord> tokens,
        OpaqueToken token,
        DateTimeOffset expiresAt,
        DateTimeOffset now,
        bool replace,
        CodeBinding? code = null)
    {
        var kept = replace ? End(tokens, TokenFate.Replaced, t => t.Purpose == token.Purpose) : tokens;

        // Dead tokens are dropped before live ones, and of each the oldest.
        var ofPurpose = kept.Where(t => t.Purpose == token.Purpose && t.ExpiresAt + Retention > now)
            .OrderBy(t => t.Fate is null && now < t.ExpiresAt)
            .TakeLast(MaxPerPurpose - 1);
        var others = kept.Where(t => t.Purpose != token.Purpose && t.ExpiresAt + Retention > now);
        return [.. others, .. ofPurpose, new TokenRecord(token.Purpose, token.Id, TokenDigest.Of(token), expiresAt, Code: code)];
    }

    /// <summary>Says why a token is not good for a purpose now; null when it is.</summary>
    public static Refusal? Refuse(ImmutableArray<TokenRecord> tokens, OpaqueToken token, TokenPurpose purpose, DateTimeOffset now)
    {
        // Several have one id: those of mails about the same change of an address.
        var known = tokens.FirstOrDefault(t => t.Id == token.Id && t.Purpose == purpose && t.Digest.Matches(token));
        if (known is null || token.Purpose != purpose)
        {
            return new Refusal.TokenInvalid(TokenFate.Unknown);
        }

        if (known.Fate is { } fate)
        {
            return new Refusal.TokenInvalid(fate);
        }

        return now >= known.ExpiresAt ? new Refusal.TokenExpired() : null;
    }

    /// <summary>Marks a token as used, with all of its id.</summary>
    public static ImmutableArray<TokenRecord> Use(ImmutableArray<TokenRecord> tokens, OpaqueToken token) =>
        [.. tokens.Select(t => t.Id == token.Id ? t with { Fate = TokenFate.Used, Code = null } : t)];

    /// <summary>Ends every good token that is meant.</summary>
    public static ImmutableArray<TokenRecord> End(ImmutableArray<TokenRecord> tokens, TokenFate fate, Func<TokenRecord, bool> isMeant) =>
        [.. tokens.Select(t => t.Fate is null && isMeant(t) ? t with { Fate = fate, Code = null } : t)];
}

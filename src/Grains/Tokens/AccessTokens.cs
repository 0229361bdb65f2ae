using System.Collections.Immutable;
using System.Security.Cryptography;
using Members.Grains.Sessions;
using Members.Secrets;

namespace Members.Grains.Tokens;

/// <summary>An access token as stored.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="ExpiresAt">From this moment on it is no longer good.</param>
[GenerateSerializer, Immutable, Alias("members.AccessRecord")]
internal sealed record AccessRecord(TokenDigest Digest, DateTimeOffset ExpiresAt);

/// <summary>A token that was shown and is good.</summary>
/// <param name="Session">The session that it belongs to.</param>
/// <param name="Access">The access token; null when it is the session's own.</param>
internal readonly record struct ShownToken(SessionRecord Session, AccessRecord? Access);

/// <summary>The rules of access tokens. All of one session have the session's id, and each a secret of its own.</summary>
internal static class AccessTokens
{
    /// <summary>The most live access tokens of a session; a further one ends the oldest (contract I16).</summary>
    public const int MaxPerSession = 8;

    /// <summary>The most live tokens of an API key; a further one ends the oldest.</summary>
    public const int MaxPerKey = 20;

    /// <summary>Adds one; those that are over are forgotten.</summary>
    public static ImmutableArray<AccessRecord> Issue(ImmutableArray<AccessRecord> tokens, OpaqueToken token, DateTimeOffset expiresAt, DateTimeOffset now, int max) =>
        [.. tokens.Where(t => now < t.ExpiresAt).TakeLast(max - 1), new AccessRecord(TokenDigest.Of(token), expiresAt)];

    /// <summary>The session that an access token calls for now, if the token is good; null when there is none.</summary>
    public static ShownToken? Check(ImmutableArray<SessionRecord> sessions, OpaqueToken token, DateTimeOffset now)
    {
        foreach (var session in sessions)
        {
            if (session.Id == token.Id)
            {
                return session.OAuth is { } oauth && now < session.ExpiresAt && Find(oauth.Access, token) is { } access && now < access.ExpiresAt
                    ? new ShownToken(session, access)
                    : null;
            }
        }

        return null;
    }

    /// <summary>The stored token, expired or not; null when there is none with this secret and purpose.</summary>
    public static AccessRecord? Find(ImmutableArray<AccessRecord> tokens, OpaqueToken token)
    {
        Span<byte> presented = stackalloc byte[SHA256.HashSizeInBytes];
        token.WriteDigest(presented);
        foreach (var known in tokens)
        {
            if (known.Digest.Is(presented))
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>Whether a later state of a session lacks an access token that was good: others may still remember it.</summary>
    public static bool Ends(SessionRecord before, SessionRecord next, DateTimeOffset now) =>
        before.OAuth is { } oauth && Ends(oauth.Access, next.OAuth?.Access ?? [], now);

    /// <summary>Whether later tokens lack one that was good.</summary>
    public static bool Ends(ImmutableArray<AccessRecord> before, ImmutableArray<AccessRecord> next, DateTimeOffset now) =>
        before.Any(t => now < t.ExpiresAt && !next.Contains(t));
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using Members.Secrets;

namespace Members.Grains.Tokens;

/// <summary>An access token as stored.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="ExpiresAt">From this moment on it is no longer good.</param>
[GenerateSerializer, Immutable, Alias("members.AccessRecord")]
internal sealed record AccessRecord(TokenDigest Digest, DateTimeOffset ExpiresAt) : Extensible;

/// <summary>The rules of access tokens. All tokens of one owner share its id; each has a secret of its own.</summary>
internal static class AccessTokens
{
    /// <summary>The most live access tokens of a session; a further one ends the oldest (contract I16).</summary>
    public const int MaxPerSession = 8;

    /// <summary>The most live tokens of an API key; a further one ends the oldest.</summary>
    public const int MaxPerKey = 20;

    /// <summary>Adds a token and drops those that have expired.</summary>
    public static ImmutableArray<AccessRecord> Issue(
        ImmutableArray<AccessRecord> tokens, OpaqueToken token, DateTimeOffset expiresAt, DateTimeOffset now, int max) =>
        [.. tokens.Where(t => now < t.ExpiresAt).TakeLast(max - 1), new AccessRecord(TokenDigest.Of(token), expiresAt)];

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

    /// <summary>Whether a token that was good is missing from a later state.</summary>
    public static bool Ends(ImmutableArray<AccessRecord> before, ImmutableArray<AccessRecord> next, DateTimeOffset now) =>
        before.Any(t => now < t.ExpiresAt && !next.Contains(t));
}

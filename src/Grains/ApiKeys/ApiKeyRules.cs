using Members.ApiKeys;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.ApiKeys;

/// <summary>The rules of API keys.</summary>
internal static class ApiKeyRules
{
    private const int MaxNameLength = 100;
    private const int MaxRetired = 100;

    /// <summary>Every rule that a new key breaks.</summary>
    public static Refusal.Invalid? Check(CreateApiKey command, DateTimeOffset now)
    {
        var violations = new List<Violation>();
        if (string.IsNullOrWhiteSpace(command.Name) || command.Name.Length > MaxNameLength || command.Name.Any(char.IsControl))
        {
            violations.Add(new("name", "INVALID_NAME", $"A key needs a name of 1 to {MaxNameLength} printable characters."));
        }

        if (command.Scopes == Scopes.None || (command.Scopes & ~ScopeSet.All) != 0)
        {
            violations.Add(new("scopes", "INVALID_SCOPES", "A key needs at least one scope."));
        }

        if (command.ExpiresAt <= now)
        {
            violations.Add(new("expiresAt", "IN_THE_PAST", "The key would have expired already."));
        }

        return violations.Count == 0 ? null : new Refusal.Invalid([.. violations]);
    }

    /// <summary>
    /// Makes a secret the operator's key, in place of an earlier one. A secret that was the key before changes nothing, even if
    /// it has been revoked or replaced since (contract I8).
    /// </summary>
    public static ApiKeyRecord Adopt(ApiKeyRecord record, Guid id, TokenDigest chosen, string name, DateTimeOffset now)
    {
        if (chosen.Equals(record.Digest) || record.Retired.Contains(chosen))
        {
            return record;
        }

        return new ApiKeyRecord
        {
            Id = id,
            Name = name,
            Digest = chosen,
            Scopes = ScopeSet.All,
            CreatedAt = now,
            Retired = record.Digest is null ? record.Retired : [.. record.Retired.TakeLast(MaxRetired - 1), record.Digest],
        };
    }

    /// <summary>Whether a first key is to be made: there is none, or only one that nobody has seen, so that nobody could use it.</summary>
    public static bool LacksFirst(ApiKeyRecord record) => !record.Exists || record is { Unshown: true, RevokedAt: null };

    /// <summary>Notes that somebody has the key's secret, by whom it was shown or used.</summary>
    public static ApiKeyRecord Seen(ApiKeyRecord record) => record.Unshown is null ? record : record with { Unshown = null };

    /// <summary>The scopes that a secret is allowed now; none for one that is not valid.</summary>
    public static Scopes Allowed(ApiKeyRecord record, TokenDigest presented, DateTimeOffset now) =>
        record.Exists
        && record.Digest!.Equals(presented)
        && IsValid(record, now)
            ? record.Scopes
            : Scopes.None;

    /// <summary>Issues an access token for the key, which does not outlast it.</summary>
    public static Decision<ApiKeyRecord, IssuedKeyToken?> IssueToken(
        ApiKeyRecord record, TokenDigest presented, OpaqueToken token, DateTimeOffset now, TimeSpan lifetime)
    {
        if (Allowed(record, presented, now) == Scopes.None)
        {
            return new(null, null);
        }

        var expiresAt = now + lifetime < record.ExpiresAt ? now + lifetime : record.ExpiresAt ?? now + lifetime;
        return new(
            Seen(record) with { Tokens = AccessTokens.Issue(record.Tokens, token, expiresAt, now, AccessTokens.MaxPerKey) },
            new IssuedKeyToken(token, expiresAt - now));
    }

    /// <summary>The scopes that an access token of the key is allowed now: the key's, while the key is valid.</summary>
    public static Scopes AllowedBy(ApiKeyRecord record, OpaqueToken token, DateTimeOffset now) =>
        record.Exists
        && IsValid(record, now)
        && token.Purpose == TokenPurpose.KeyAccess
        && AccessTokens.Find(record.Tokens, token) is { } known
        && now < known.ExpiresAt
            ? record.Scopes
            : Scopes.None;

    private static bool IsValid(ApiKeyRecord record, DateTimeOffset now) =>
        record.RevokedAt is null && (record.ExpiresAt is null || now < record.ExpiresAt);

    /// <summary>The view of a key for callers.</summary>
    public static ApiKeyView View(ApiKeyRecord record) =>
        new(record.Id, record.Name, record.Scopes, record.CreatedAt, record.ExpiresAt, record.RevokedAt);
}

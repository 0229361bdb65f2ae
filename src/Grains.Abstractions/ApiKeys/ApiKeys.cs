using System.Collections.Immutable;
using Members.Secrets;

namespace Members.ApiKeys;

/// <summary>What an API key may be used for.</summary>
[Flags]
[Alias("members.Scopes")]
public enum Scopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>members.authenticate</c>: register, log in, mail links, issue tickets, introspect.</summary>
    MembersAuthenticate = 1,

    /// <summary><c>members.manage</c>: approve, block, change addresses, read members.</summary>
    MembersManage = 2,

    /// <summary><c>settings.manage</c>: read and change settings.</summary>
    SettingsManage = 4,

    /// <summary><c>keys.manage</c>: list, create and revoke API keys.</summary>
    KeysManage = 8,
}

/// <summary>Sets of scopes.</summary>
/// <remarks>Not a value of the enumeration: it would be stored by name, and scopes added later would widen existing keys.</remarks>
public static class ScopeSet
{
    /// <summary>Every scope.</summary>
    public const Scopes All = Scopes.MembersAuthenticate | Scopes.MembersManage | Scopes.SettingsManage | Scopes.KeysManage;
}

/// <summary>Creates an API key, in the grain that receives it.</summary>
/// <param name="Name">A name for people, of at most 100 characters.</param>
/// <param name="Scopes">What it may be used for; at least one.</param>
/// <param name="ExpiresAt">When it expires; null for never.</param>
[GenerateSerializer, Immutable, Alias("members.CreateApiKey")]
public sealed record CreateApiKey(string Name, Scopes Scopes, DateTimeOffset? ExpiresAt);

/// <summary>A new key. Its secret cannot be read again later.</summary>
[GenerateSerializer, Immutable, Alias("members.CreatedApiKey")]
public sealed record CreatedApiKey(ApiKeyView Key, OpaqueToken Secret);

/// <summary>An API key in the list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ExpiresAt">When it expires; null for never.</param>
/// <param name="RevokedAt">When it was revoked; null if it was not.</param>
[GenerateSerializer, Immutable, Alias("members.ApiKeyView")]
public sealed record ApiKeyView(
    Guid Id, string Name, Scopes Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>All keys; revoked ones for 90 days.</summary>
[GenerateSerializer, Immutable, Alias("members.ApiKeyList")]
public sealed record ApiKeyList(ImmutableArray<ApiKeyView> Keys);

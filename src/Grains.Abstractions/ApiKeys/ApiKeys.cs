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

/// <summary>Scopes together.</summary>
/// <remarks>Not a member of the enumeration: it would be stored by its name, and a scope added later would widen old keys.</remarks>
public static class ScopeSet
{
    /// <summary>Every scope there is.</summary>
    public const Scopes All = Scopes.MembersAuthenticate | Scopes.MembersManage | Scopes.SettingsManage | Scopes.KeysManage;
}

/// <summary>Makes an API key in the grain that receives it.</summary>
/// <param name="Name">What people call it; at most 100 characters.</param>
/// <param name="Scopes">What it may be used for; at least one.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
[GenerateSerializer, Immutable, Alias("members.CreateApiKey")]
public sealed record CreateApiKey(string Name, Scopes Scopes, DateTimeOffset? ExpiresAt);

/// <summary>A key that was just made; the only time its text exists.</summary>
[GenerateSerializer, Immutable, Alias("members.CreatedApiKey")]
public sealed record CreatedApiKey(ApiKeyView Key, OpaqueToken Secret);

/// <summary>An API key as it is listed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
/// <param name="RevokedAt">When it was revoked; null if it was not.</param>
[GenerateSerializer, Immutable, Alias("members.ApiKeyView")]
public sealed record ApiKeyView(Guid Id, string Name, Scopes Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>All keys, revoked ones too.</summary>
[GenerateSerializer, Immutable, Alias("members.ApiKeyList")]
public sealed record ApiKeyList(ImmutableArray<ApiKeyView> Keys);

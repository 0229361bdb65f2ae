using Members.ApiKeys;
using Members.Gateway.Json;

namespace Members.Gateway.Access;

/// <summary>The names of <see cref="Scopes"/> in the HTTP API.</summary>
internal static class ScopeNames
{
    /// <summary>Each scope and its name.</summary>
    public static FlagNames<Scopes> Table { get; } = new(
        (a, b) => a | b,
        (Scopes.MembersAuthenticate, "members.authenticate"),
        (Scopes.MembersManage, "members.manage"),
        (Scopes.SettingsManage, "settings.manage"),
        (Scopes.KeysManage, "keys.manage"));
}

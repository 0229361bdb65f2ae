using Members.ApiKeys;

namespace Members.Gateway.Access;

/// <summary>The names of <see cref="Scopes"/> in the HTTP API.</summary>
internal static class ScopeNames
{
    private static readonly (Scopes Scope, string Name)[] Names =
    [
        (Scopes.MembersAuthenticate, "members.authenticate"),
        (Scopes.MembersManage, "members.manage"),
        (Scopes.SettingsManage, "settings.manage"),
        (Scopes.KeysManage, "keys.manage"),
    ];

    public static IEnumerable<string> All => Names.Select(n => n.Name);

    public static IReadOnlyList<string> List(Scopes scopes) => [.. Names.Where(n => scopes.HasFlag(n.Scope)).Select(n => n.Name)];

    /// <summary>The scopes of these names; null when one is unknown.</summary>
    public static Scopes? TryParse(IEnumerable<string> names)
    {
        var scopes = Scopes.None;
        foreach (var name in names)
        {
            var known = Names.FirstOrDefault(n => n.Name == name);
            if (known.Name is null)
            {
                return null;
            }

            scopes |= known.Scope;
        }

        return scopes;
    }
}

using Members.Gateway;
using Members.Grains;
using Members.Silo.Mail;

namespace Members.Silo.Hosting;

/// <summary>Every setting of the process: <c>--help</c> prints them, and no other name is accepted.</summary>
internal static class ConfigurationSchema
{
    // A misspelt name is at most this many edits away from the right one.
    private const int MaxDistance = 4;

    public static IReadOnlyList<Setting> Settings { get; } =
    [
        .. Setting.Of(typeof(MembersSiloOptions), MembersOptions.Section),
        .. Setting.Of(typeof(MembersOptions), MembersOptions.Section),
        .. Setting.Of(typeof(MembersGatewayOptions), MembersOptions.Section),
        .. Setting.Of(typeof(MailOptions), MailOptions.Section),
    ];

    /// <summary>Refuses unknown names, which may be misspelt ones, and values of the wrong type.</summary>
    /// <exception cref="StartupException">The message has one sentence for each.</exception>
    public static void Validate(IConfiguration configuration)
    {
        var faults = configuration.GetSection(MembersOptions.Section).AsEnumerable()
            .Where(pair => pair.Value is not null)
            .Select(pair => Fault(pair.Key, pair.Value!))
            .OfType<string>()
            .ToList();
        if (faults.Count > 0)
        {
            throw new StartupException(string.Join(Environment.NewLine, faults));
        }
    }

    private static string? Fault(string key, string value)
    {
        var setting = Settings.FirstOrDefault(s => s.IsCollection
            ? key.StartsWith(s.Name + ":", StringComparison.OrdinalIgnoreCase)
            : key.Equals(s.Name, StringComparison.OrdinalIgnoreCase));
        return setting is null ? $"{key} is not a setting of Members. {Suggest(key)}" : setting.Fault(value);
    }

    private static string Suggest(string key)
    {
        var nearest = Settings.Where(s => !s.IsCollection).MinBy(s => Distance(s.Name, key));
        return nearest is not null && Distance(nearest.Name, key) <= MaxDistance ? $"Did you mean {nearest.Name}?" : "--help lists them.";
    }

    // The Levenshtein distance.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[b.Length];
    }
}

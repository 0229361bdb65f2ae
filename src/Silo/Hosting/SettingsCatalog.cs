using Members.Gateway;
using Members.Grains;
using Members.Silo.Mail;

namespace Members.Silo.Hosting;

/// <summary>Every setting there is: what help prints, and what configuration may name.</summary>
internal static class SettingsCatalog
{
    /// <summary>All settings, by section.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        .. Setting.Of(typeof(SiloOptions), MembersOptions.Section),
        .. Setting.Of(typeof(MembersOptions), MembersOptions.Section),
        .. Setting.Of(typeof(MembersGatewayOptions), MembersOptions.Section),
        .. Setting.Of(typeof(MailOptions), MailOptions.Section),
    ];

    /// <summary>Refuses names that are no settings and values that cannot be read: a misspelt setting is a wrong one.</summary>
    /// <exception cref="StartupException">With one sentence a fault.</exception>
    public static void Check(IConfiguration configuration)
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
        var setting = All.FirstOrDefault(s => s.IsCollection
            ? key.StartsWith(s.Name + ":", StringComparison.OrdinalIgnoreCase)
            : key.Equals(s.Name, StringComparison.OrdinalIgnoreCase));
        return setting is null ? $"{key} is not a setting of Members. {Nearest(key)}" : setting.Fault(value);
    }

    private static string Nearest(string key)
    {
        var nearest = All.Where(s => !s.IsCollection).MinBy(s => Distance(s.Name, key));
        return nearest is not null && Distance(nearest.Name, key) <= 4 ? $"Did you mean {nearest.Name}?" : "--help lists them.";
    }

    // How many letters to add, drop or change: enough to spot a slip of the fingers.
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

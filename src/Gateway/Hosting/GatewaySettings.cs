using System.Collections;
using System.ComponentModel;
using System.Reflection;
using Members.Gateway.Pages;

namespace Members.Gateway.Hosting;

/// <summary>The settings of a gateway that is a process of its own.</summary>
internal static class GatewaySettings
{
    private static readonly IReadOnlyList<(string Name, bool IsList)> Known =
    [
        ($"{MembersGatewayOptions.Section}:Database", false),
        .. Of(typeof(MembersGatewayOptions), MembersGatewayOptions.Section),
        .. Of(typeof(PagesOptions), PagesOptions.Section),
    ];

    // A setting of the silos is none here: in the wrong process it would silently do nothing.
    private static string Names => string.Join(", ", Known.Select(k => k.Name));

    /// <summary>A sentence for each name that is not one of them; null when there is none.</summary>
    public static string? Unknown(IConfiguration configuration)
    {
        var sentences = configuration.GetSection(MembersGatewayOptions.Section).AsEnumerable()
            .Where(pair => pair.Value is not null && !Known.Any(k => Is(pair.Key, k)))
            .Select(pair => SettingNames.Refuse(pair.Key, Known.Select(k => k.Name), $"A gateway takes {Names}."))
            .ToList();
        return sentences.Count == 0 ? null : string.Join(Environment.NewLine, sentences);
    }

    private static IEnumerable<(string Name, bool IsList)> Of(Type options, string section) => options.GetProperties()
        .Where(p => p.GetCustomAttribute<DescriptionAttribute>() is not null)
        .Select(p => ($"{section}:{p.Name}", IsList(p.PropertyType)));

    private static bool Is(string key, (string Name, bool IsList) setting) => setting.IsList
        ? key.StartsWith(setting.Name + ":", StringComparison.OrdinalIgnoreCase)
        : key.Equals(setting.Name, StringComparison.OrdinalIgnoreCase);

    private static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable));
}

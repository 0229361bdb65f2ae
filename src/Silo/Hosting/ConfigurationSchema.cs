using Members.Gateway;
using Members.Gateway.Hosting;
using Members.Gateway.Pages;
using Members.Grains;
using Members.Silo.Mail;

namespace Members.Silo.Hosting;

/// <summary>Every setting of the process: <c>--help</c> prints them, and no other name is accepted.</summary>
internal static class ConfigurationSchema
{
    public static IReadOnlyList<Setting> Settings { get; } =
    [
        .. Setting.Of(typeof(MembersSiloOptions), MembersOptions.Section),
        .. Setting.Of(typeof(MembersOptions), MembersOptions.Section),
        .. Setting.Of(typeof(MembersGatewayOptions), MembersOptions.Section),
        .. Setting.Of(typeof(PagesOptions), PagesOptions.Section),
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
        return setting is null
            ? SettingNames.Refuse(key, Settings.Where(s => !s.IsCollection).Select(s => s.Name), "--help lists them.")
            : setting.Fault(value);
    }
}

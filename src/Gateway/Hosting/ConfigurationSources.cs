namespace Members.Gateway.Hosting;

/// <summary>Where a process takes its settings from, besides its files.</summary>
internal static class ConfigurationSources
{
    /// <summary>The folder in which container platforms put secrets, one in a file of its own, named like the setting.</summary>
    public const string Secrets = "/run/secrets";

    // Of the command line.
    private static readonly Dictionary<string, string> ShortNames = new() { ["--owner"] = "Members:Owner" };

    /// <summary>Adds the secrets, the environment and the command line, each of which overrides the one before.</summary>
    public static void AddOverrides(this IConfigurationBuilder configuration, string[] args, string secrets = Secrets) =>
        configuration.AddKeyPerFile(secrets, optional: true).AddEnvironmentVariables().AddCommandLine(args, ShortNames);
}

namespace Members.Gateway.Hosting;

/// <summary>Where a process takes its settings from, besides its files.</summary>
internal static class ConfigurationSources
{
    /// <summary>The folder in which container platforms put secrets, one in a file of its own, named like the setting.</summary>
    public const string Secrets = "/run/secrets";

    // Of the command line.
    private static readonly Dictionary<string, string> ShortNames = new() { ["--owner"] = "Members:Owner" };

    /// <summary>Why the command line cannot be used; null when it can. A short name without a value would silently do nothing.</summary>
    public static string? Fault(string[] args) => args
        .Where((arg, i) => ShortNames.ContainsKey(arg) && (i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal)))
        .Select(arg => $"{arg} needs a value behind it, such as {arg} ann@example.org.")
        .FirstOrDefault();

    /// <summary>Adds the secrets, the environment and the command line, each of which overrides the one before.</summary>
    public static void AddOverrides(this IConfigurationBuilder configuration, string[] args, string secrets = Secrets) =>
        configuration.AddKeyPerFile(secrets, optional: true).AddEnvironmentVariables().AddCommandLine(args, ShortNames);
}

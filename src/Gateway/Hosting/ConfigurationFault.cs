using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.FileProviders;

namespace Members.Gateway.Hosting;

/// <summary>Sources of settings that cannot be read, in sentences for the operator.</summary>
internal static class ConfigurationFault
{
    // What a decoder puts in place of bytes that are not UTF-8, and what is left of UTF-16.
    private static readonly char[] Undecoded = ['\uFFFD', '\0'];

    /// <summary>Whether a source has thrown this because it cannot be read.</summary>
    public static bool IsUnreadable(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or InvalidDataException or FormatException;

    /// <summary>What cannot be read, and why.</summary>
    public static string Explain(Exception fault) => fault switch
    {
        UnauthorizedAccessException => $"{fault.Message} Let the user that Members runs as read it, or take it away.",
        { InnerException: null } => fault.Message,
        _ => $"{fault.Message} {fault.GetBaseException().Message}",
    };

    /// <summary>
    /// A sentence for each source that the framework reads wrongly without a word, or passes over; null when there is none. Docker makes a
    /// folder where it is told to mount a file that is not there.
    /// </summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="secrets">The folder of secrets.</param>
    public static string? Misread(IConfigurationRoot configuration, string secrets = ConfigurationSources.Secrets)
    {
        var sentences = configuration.Providers.OfType<FileConfigurationProvider>().Select(PathOf).OfType<string>()
            .Where(System.IO.Directory.Exists)
            .Concat(FoldersIn(secrets))
            .Distinct(StringComparer.Ordinal)
            .Select(path => $"'{path}' is a folder, where a file with settings was to be.")
            .Concat(configuration.GetSection(MembersGatewayOptions.Section).AsEnumerable()
                .Where(pair => pair.Value?.IndexOfAny(Undecoded) >= 0)
                .Select(pair => $"{pair.Key} is not UTF-8 text. It comes from {Source(configuration, pair.Key, secrets)}."))
            .ToList();
        return sentences.Count == 0 ? null : string.Join(Environment.NewLine, sentences);
    }

    // Other programs' folders are no business of ours.
    private static string[] FoldersIn(string secrets) => System.IO.Directory.Exists(secrets)
        ? System.IO.Directory.GetDirectories(secrets, $"{MembersGatewayOptions.Section}__*")
        : [];

    private static string Source(IConfigurationRoot configuration, string key, string secrets) =>
        configuration.Providers.Last(p => p.TryGet(key, out _)) switch
        {
            FileConfigurationProvider file => PathOf(file) ?? "a file",
            KeyPerFileConfigurationProvider => $"a file in {secrets}",
            _ => "the environment or the command line",
        };

    private static string? PathOf(FileConfigurationProvider file) =>
        file.Source is { FileProvider: PhysicalFileProvider folder, Path: { } path } ? Path.Combine(folder.Root, path) : null;
}

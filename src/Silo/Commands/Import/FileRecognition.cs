using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Steps;

namespace Members.Silo.Commands.Import;

/// <summary>Finds out what a file is, unless that is said.</summary>
internal static class FileRecognition
{
    /// <summary>Looks at a file.</summary>
    /// <exception cref="CommandFault">It cannot be told.</exception>
    /// <exception cref="FileProblemException">It cannot be read.</exception>
    public static async Task<(ImportFile File, string? Reason)> Open(
        IReadOnlyList<SourceFile> files, IImportSource? source, SourceOptions options, CancellationToken cancellationToken)
    {
        if (source is not null)
        {
            return (new ImportFile(files, source, options), null);
        }

        var found = await SourceRecognition.OfAsync(files[0], options, cancellationToken);
        return found is [var likeliest, ..]
            ? (new ImportFile(files, likeliest.Source, options), likeliest.Reason)
            : throw new CommandFault(
                $"It is not clear what {files[0].Name} is an export of. Say it with --source: "
                + $"{string.Join(", ", ImportSources.All.Select(s => s.Name))}.",
                ExitCodes.Usage);
    }
}

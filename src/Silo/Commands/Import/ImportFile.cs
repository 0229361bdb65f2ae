using System.Security.Cryptography;
using Members.Gateway.Import.Sources;

namespace Members.Silo.Commands.Import;

/// <summary>The file of an import: what it is, and its rows.</summary>
/// <param name="Files">The file, and perhaps a second one that belongs to it.</param>
/// <param name="Source">What it is an export of.</param>
/// <param name="Options">How it is read.</param>
internal sealed record ImportFile(IReadOnlyList<SourceFile> Files, IImportSource Source, SourceOptions Options)
{
    /// <summary>Its name, for people.</summary>
    public string Name => string.Join(" + ", Files.Select(f => f.Name));

    /// <summary>Looks at a file, and finds out what it is unless that is said.</summary>
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

    /// <summary>The rows, one at a time.</summary>
    public IAsyncEnumerable<SourceRow> Rows(CancellationToken cancellationToken) => Source.ReadAsync(Files, Options, cancellationToken);

    /// <summary>The SHA-256 of the content, by which an interrupted import of it is found again.</summary>
    public async Task<string> Digest(CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        foreach (var file in Files)
        {
            await using var stream = file.Open();
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                digest.AppendData(buffer.AsSpan(0, read));
            }
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}

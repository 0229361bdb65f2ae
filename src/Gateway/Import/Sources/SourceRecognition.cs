namespace Members.Gateway.Import.Sources;

/// <summary>Why a file is likely of a kind.</summary>
/// <param name="Points">The more, the more likely; 100 for certainty.</param>
/// <param name="Reason">What in the file says so, such as <c>it has the columns user_pass and user_registered</c>.</param>
internal sealed record Recognition(int Points, string Reason)
{
    /// <summary>Members of JSON say so.</summary>
    public static Recognition? ByKeys(SourceSample sample, int points, params ReadOnlySpan<string> names) =>
        sample.HasKeys(names) ? new(points, $"its JSON has {Listed(names)}") : null;

    /// <summary>Columns of a table say so.</summary>
    public static Recognition? ByColumns(SourceSample sample, int points, params ReadOnlySpan<string> names) =>
        sample.HasColumns(names) ? new(points, $"it has the column{(names.Length == 1 ? "" : "s")} {Listed(names)}") : null;

    private static string Listed(ReadOnlySpan<string> names) =>
        names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
}

/// <summary>A kind that a file is likely of.</summary>
/// <param name="Source">The kind.</param>
/// <param name="Points">The more, the more likely.</param>
/// <param name="Reason">What in the file says so.</param>
internal sealed record RecognisedSource(IImportSource Source, int Points, string Reason);

/// <summary>Tells what kind of file somebody has.</summary>
internal static class SourceRecognition
{
    /// <summary>The kinds that a file is likely of, the likeliest first; none for a file that no source knows.</summary>
    /// <exception cref="FileProblemException">The file is empty, or not text.</exception>
    public static async Task<IReadOnlyList<RecognisedSource>> OfAsync(
        SourceFile file, SourceOptions options, CancellationToken cancellation = default)
    {
        var sample = await SourceSample.OfAsync(file, options, cancellation);
        return
        [
            .. ImportSources.All
                .Select(source => (Source: source, Found: source.Recognise(sample)))
                .Where(s => s.Found is not null)
                .OrderByDescending(s => s.Found!.Points)
                .Select(s => new RecognisedSource(s.Source, s.Found!.Points, s.Found.Reason)),
        ];
    }
}

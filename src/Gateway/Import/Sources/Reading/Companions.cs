namespace Members.Gateway.Import.Sources.Reading;

/// <summary>The second file of a source, which belongs to the first. What of it is needed is kept in memory, within bounds.</summary>
internal static class Companions
{
    private const int Most = 1_000_000;

    /// <summary>Tells the file of the members from those that belong to it.</summary>
    /// <exception cref="FileProblemException">There is not exactly one file of members.</exception>
    public static async Task<(SourceFile Members, IReadOnlyList<SourceFile> Others)> SplitAsync(
        IReadOnlyList<SourceFile> files, Func<SourceSample, bool> isOther, SourceOptions options, CancellationToken cancellation)
    {
        var (members, others) = (new List<SourceFile>(), new List<SourceFile>());
        foreach (var file in files)
        {
            (isOther(await SourceSample.OfAsync(file, options, cancellation)) ? others : members).Add(file);
        }

        return members.Count == 1
            ? (members[0], others)
            : throw new FileProblemException("ONE_FILE", members.Count == 0
                ? $"'{files[0].Name}' belongs to a file with the members; give that one too."
                : $"'{members[0].Name}' and '{members[1].Name}' both hold members; import one after the other.");
    }

    /// <summary>Refuses a file with an element that cannot be read: whom it belongs to would be imported without it.</summary>
    public static void CheckWhole(SourceRecord row, SourceFile file)
    {
        if (row is JsonRecord { Problem: { } problem })
        {
            throw new FileProblemException(problem.Code, $"Row {row.Number} of '{file.Name}': {problem.Sentence}", row.Number);
        }
    }

    /// <summary>Refuses a file with more rows than are kept in memory.</summary>
    public static void CheckRoom(int count, SourceFile file)
    {
        if (count >= Most)
        {
            throw new FileProblemException(
                "TOO_MANY_ROWS", $"'{file.Name}' has more than {Most:N0} rows to join; split both files and import part by part.");
        }
    }
}

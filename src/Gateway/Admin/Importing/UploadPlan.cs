using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Admin.Importing;

/// <summary>How the files of an upload are read.</summary>
/// <param name="Source">What they are an export of.</param>
/// <param name="Options">How that is read.</param>
/// <param name="Columns">The columns of a table whose columns are chosen; none of others.</param>
internal sealed record UploadPlan(IImportSource Source, SourceOptions Options, IReadOnlyList<string> Columns)
{
    /// <summary>The plan to begin with.</summary>
    /// <exception cref="FileProblemException">The file is no table, where one is needed.</exception>
    public static async Task<UploadPlan> Of(
        IImportSource source, IReadOnlyList<SourceFile> files, SourceOptions options, CancellationToken cancellationToken)
    {
        if (source is not CsvSource)
        {
            return new UploadPlan(source, options with { Columns = null }, []);
        }

        await using var table = await CsvTable.OpenAsync(files[0], options, cancellationToken);
        var columns = table.Columns.Names;

        // A table without a header would show a member where the columns are chosen.
        return columns.Any(c => c.Contains('@', StringComparison.Ordinal))
            ? throw CsvHeader.NoAddress(table.Columns, "")
            : new UploadPlan(source, options with { Columns = null }, [.. columns.Where(c => c.Length > 0)]);
    }
}

using System.Buffers;
using System.Text;
using Members.Gateway.Import;
using Members.Gateway.Import.Sources;
using Members.Import;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Http.Import.Sources;

/// <summary>Reads sample files, and what tests make up.</summary>
internal static class Sample
{
    /// <summary>How samples are read: on a day in July 2026, after which some blocks end.</summary>
    public static SourceOptions Options { get; } = new()
    {
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero)),
    };

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Import", "Sources", "Samples", name);

    public static SourceFile File(string name) => SourceFile.At(PathOf(name));

    public static SourceFile Text(string text, string name = "members.csv") => SourceFile.Of(name, Encoding.UTF8.GetBytes(text));

    public static Task<List<SourceRow>> ReadAsync(string source, SourceOptions options, params string[] files) =>
        ReadAsync(source, options, [.. files.Select(File)]);

    public static async Task<List<SourceRow>> ReadAsync(string source, SourceOptions options, params SourceFile[] files)
    {
        var rows = new List<SourceRow>();
        await foreach (var row in ImportSources.Find(source)!.ReadAsync(files, options))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Why a file is not read, or not to its end.</summary>
    public static Task<FileProblemException> ProblemAsync(string source, string text, SourceOptions? options = null) =>
        Assert.ThrowsAsync<FileProblemException>(() => ReadAsync(source, options ?? Options, Text(text)));

    /// <summary>All of a row in one line: the member as in an export, and the problems.</summary>
    public static string Shown(SourceRow row)
    {
        var file = row.File is null ? "" : row.File + ":";
        var member = row.Member is null ? "-" : Line(row.Member)["{\"schema\":\"members/1\",".Length..].TrimEnd('}');
        return $"{file}{row.Number} {member}" + string.Concat(row.Problems.Select(p => $" [{p.Effect} {p.Column} {p.Code}]"));
    }

    public static string Line(PortableMember member)
    {
        var line = new ArrayBufferWriter<byte>();
        MemberLines.Write(line, member);
        return Encoding.UTF8.GetString(line.WrittenSpan).TrimEnd('\n');
    }

    /// <summary>Compares the rows with their lines, so that a difference names the row.</summary>
    public static void AreShown(IEnumerable<SourceRow> rows, string expected) =>
        Assert.Equal(expected.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), rows.Select(Shown));
}

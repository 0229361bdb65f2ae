using System.Text;
using System.Text.Json;
using CsvHelper;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>The beginning of a file, as far as it tells what kind of file it is.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="IsJson">Whether it begins like JSON.</param>
/// <param name="Columns">The columns of a table; none of JSON.</param>
/// <param name="Keys">The names of members in JSON, three levels deep; none of a table.</param>
/// <param name="Cells">The cells of the first row of a table.</param>
internal sealed record SourceSample(
    string Name, bool IsJson, IReadOnlySet<string> Columns, IReadOnlySet<string> Keys, IReadOnlyList<string> Cells)
{
    private const int Size = 64 * 1024;
    private const int Levels = 3;

    /// <summary>Whether the file begins with a line of Members' own export.</summary>
    public bool IsMembers { get; private init; }

    /// <summary>Personal data must not reach a log.</summary>
    public override string ToString() => "source sample";

    /// <summary>Whether it is a table with all of these columns, in any letter case.</summary>
    public bool HasColumns(params ReadOnlySpan<string> names) => !IsJson && All(Columns, names);

    /// <summary>Whether it is JSON with all of these members.</summary>
    public bool HasKeys(params ReadOnlySpan<string> names) => IsJson && All(Keys, names);

    /// <summary>Looks at a file.</summary>
    /// <exception cref="FileProblemException">It is empty, or not text.</exception>
    public static async Task<SourceSample> OfAsync(SourceFile file, SourceOptions options, CancellationToken cancellation = default)
    {
        await using var text = await SourceText.OpenAsync(file, options.Encoding, cancellation);
        var bytes = new byte[Size];
        var length = await text.ReadAtLeastAsync(bytes, Size, throwOnEndOfStream: false, cancellation);
        return Of(file.Name, bytes.AsMemory(0, length), options);
    }

    private static SourceSample Of(string name, ReadOnlyMemory<byte> bytes, SourceOptions options)
    {
        var first = bytes.Span.TrimStart(" \t\r\n"u8);
        if (!first.IsEmpty && first[0] is (byte)'{' or (byte)'[')
        {
            var start = Encoding.UTF8.GetString(first[..Math.Min(first.Length, 200)]);
            var isMembers = start.Contains("\"schema\"", StringComparison.Ordinal)
                && start.Contains($"\"{MemberLine.CurrentSchema}", StringComparison.Ordinal);
            return new(name, true, Empty, KeysOf(first), []) { IsMembers = isMembers };
        }

        var cells = CellsOf(bytes, options);
        return new(name, false, cells.Select(c => c.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase), Empty, cells);
    }

    private static HashSet<string> Empty { get; } = [];

    private static bool All(IReadOnlySet<string> names, ReadOnlySpan<string> wanted)
    {
        foreach (var name in wanted)
        {
            if (!names.Contains(name))
            {
                return false;
            }
        }

        return true;
    }

    private static string[] CellsOf(ReadOnlyMemory<byte> bytes, SourceOptions options)
    {
        using var reader = CsvReader.Create(bytes, new CsvReaderOptions { Separator = options.Separator, HasHeader = false });
        return reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : [];
    }

    private static HashSet<string> KeysOf(ReadOnlySpan<byte> json)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var state = new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true });
        var reader = new Utf8JsonReader(json, isFinalBlock: false, state);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth <= Levels)
                {
                    keys.Add(reader.GetString()!);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What is broken is said where the file is read.
        }

        return keys;
    }
}

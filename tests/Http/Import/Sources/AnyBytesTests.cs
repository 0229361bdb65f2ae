using CsCheck;
using Members.Gateway.Import.Sources;

namespace Members.Tests.Http.Import.Sources;

/// <summary>Whatever the bytes are, a reader ends with rows or with its own sentence.</summary>
public sealed class AnyBytesTests
{
    private static readonly SourceOptions Options = Sample.Options with { Firebase = new("AAAA", "Bw=="), IdField = "id", KeepIds = true };

    private static readonly (string Source, byte[][] Samples)[] Sources =
    [
        .. ImportSources.All.Select(s => (s.Name, System.IO.Directory
            .GetFiles(Path.GetDirectoryName(Sample.PathOf("x"))!)
            .Where(f => !f.EndsWith(".rows", StringComparison.Ordinal) && Fits(s.Name, Path.GetFileName(f)))
            .Select(System.IO.File.ReadAllBytes)
            .ToArray())),
    ];

    public static TheoryData<string> Names => [.. ImportSources.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Random_bytes(string source) =>
        await Gen.Byte.Array[0, 300].SampleAsync(bytes => EndsAsync(source, bytes), iter: 200, threads: 1);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Samples_with_a_few_bytes_changed_left_out_or_doubled(string source)
    {
        var samples = Sources.Single(s => s.Source == source).Samples;
        var marks = "\"',;{}[]\\\n$=0"u8.ToArray();
        var mark = Gen.Int[0, marks.Length - 1].Select(i => marks[i]);
        var change = Gen.Select(Gen.Int[0, 20_000], Gen.Int[0, 5], Gen.OneOf(Gen.Byte, mark));
        await Gen.Select(Gen.Int[0, samples.Length - 1], change.Array[1, 6]).SampleAsync(
            (sample, changes) => EndsAsync(source, changes.Aggregate(samples[sample], Changed)), iter: 150, threads: 1);
    }

    private static bool Fits(string source, string file) => source switch
    {
        "wordpress" => file.StartsWith("wp-", StringComparison.Ordinal),
        "aspnet-identity" => file.StartsWith("aspnet", StringComparison.Ordinal),
        "csv" => file.EndsWith(".csv", StringComparison.Ordinal),
        "members" => file.StartsWith("auth0", StringComparison.Ordinal),
        _ => file.StartsWith(source, StringComparison.Ordinal),
    };

    private static byte[] Changed(byte[] bytes, (int At, int Length, byte To) change)
    {
        var at = change.At % bytes.Length;
        var length = Math.Min(change.Length, bytes.Length - at);
        return (change.Length % 3) switch
        {
            0 => [.. bytes[..at], change.To, .. bytes[Math.Min(at + 1, bytes.Length)..]],
            1 => [.. bytes[..at], change.To, .. bytes[(at + length)..]],
            _ => [.. bytes[..(at + length)], .. bytes[at..]],
        };
    }

    private static async Task<bool> EndsAsync(string source, byte[] bytes)
    {
        var file = SourceFile.Of("any", bytes);
        try
        {
            await SourceRecognition.OfAsync(file, Options);
            foreach (var row in await Sample.ReadAsync(source, Options, file))
            {
                Sample.Shown(row); // All of it can be written.
            }
        }
        catch (FileProblemException problem)
        {
            return problem.Message.Length > 0;
        }

        return true;
    }
}

using System.Runtime.CompilerServices;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>
/// The file that Members exports, <c>members/1</c>. Rows come as they are read; that the file is whole is known at its end, so
/// <see cref="CheckAsync"/> goes through it before anything is written.
/// </summary>
internal sealed class MembersSource : IImportSource
{
    public string Name => "members";

    public string Title => "Members, JSON Lines export";

    public Recognition? Recognise(SourceSample sample) =>
        sample.IsMembers ? new(100, $"its first line has the schema {MemberLine.CurrentSchema}") : null;

    public async IAsyncEnumerable<SourceRow> ReadAsync(
        IReadOnlyList<SourceFile> files, SourceOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var end = new MembersFileEnd();
        var number = 0L;
        await foreach (var line in TextLines.ReadAsync(files[0], options, cancellation))
        {
            number++;
            if (!end.Take(line.Span, number))
            {
                yield return MemberLines.Read(line.Span, number, options.Passwords);
            }
        }

        end.Check();
    }

    /// <summary>Goes through a file without making members of it: whether it is whole, and how many members it has.</summary>
    /// <returns>How many members the file has.</returns>
    /// <exception cref="FileProblemException">It was cut short or changed.</exception>
    public static async Task<long> CheckAsync(SourceFile file, SourceOptions options, CancellationToken cancellation = default)
    {
        using var end = new MembersFileEnd();
        var number = 0L;
        await foreach (var line in TextLines.ReadAsync(file, options, cancellation))
        {
            end.Take(line.Span, ++number);
        }

        return end.Check();
    }
}

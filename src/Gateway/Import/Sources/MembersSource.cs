using System.Runtime.CompilerServices;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>
/// The file that Members exports, <c>members/1</c>. Rows come as they are read, and whether the file is whole is known at its end: all
/// rows are looked at before any is imported.
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
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Members.Gateway.Import.Sources;

/// <summary>
/// Watches for the last line of a file <c>members/1</c>, which tells whether all lines before it are there and as they were.
/// </summary>
internal sealed class MembersFileEnd : IDisposable
{
    private static readonly byte[] Mark = Encoding.UTF8.GetBytes($"\"{EndLine.LastSchema}\"");
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _count;
    private EndLine? _end;

    /// <summary>Takes a line; true when it is the last.</summary>
    /// <param name="line">The line, with its line feed.</param>
    /// <param name="number">Its number.</param>
    public bool Take(ReadOnlySpan<byte> line, long number)
    {
        if (_end is not null)
        {
            throw FileProblemException.At("DATA_AFTER_END", number, null, "something follows the last line of the export; export again");
        }

        _end = line.IndexOf(Mark) < 0 ? null : Parse(line);
        if (_end is null)
        {
            _digest.AppendData(line);
            _count++;
        }

        return _end is not null;
    }

    /// <summary>Checks that the file is whole.</summary>
    /// <exception cref="FileProblemException">It was cut short or changed.</exception>
    public void Check()
    {
        if (_end is null)
        {
            throw FileProblemException.At(
                "CUT_SHORT", _count, null, "the file ends here without its last line: it was cut short; export again");
        }

        if (_end.Count != _count)
        {
            throw new FileProblemException(
                "CHANGED", $"The file has {_count} members where its last line says {_end.Count}: it was changed; export again.");
        }

        if (!string.Equals(_end.Sha256, Convert.ToHexStringLower(_digest.GetCurrentHash()), StringComparison.OrdinalIgnoreCase))
        {
            throw new FileProblemException(
                "CHANGED", "The members in the file are not those that were exported: its digest is another; export again.");
        }
    }

    public void Dispose() => _digest.Dispose();

    // A member may have written the mark into a text.
    private static EndLine? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, MemberLineJson.Default.EndLine) is { Schema: EndLine.LastSchema } end ? end : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

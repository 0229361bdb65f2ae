using System.Buffers;
using System.Text.Json;
using Members.Gateway.Import.Sources;
using Members.Import;

namespace Members.Gateway.Import;

/// <summary>Lines of the file <c>members/1</c> as bytes, for files and for batches that are sent.</summary>
internal static class MemberLines
{
    /// <summary>Writes the line of a member, with the line feed that ends it.</summary>
    public static void Write(IBufferWriter<byte> output, PortableMember member)
    {
        using (var json = new Utf8JsonWriter(output, MemberLineJson.Writing))
        {
            JsonSerializer.Serialize(json, MemberLineWriting.Of(member), MemberLineJson.Default.MemberLine);
        }

        output.Write("\n"u8);
    }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, with or without its line feed.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="passwords">Whether to take the hash of the password.</param>
    /// <exception cref="FileProblemException">It is no JSON.</exception>
    public static SourceRow Read(ReadOnlySpan<byte> line, long number, bool passwords = true)
    {
        try
        {
            return JsonSerializer.Deserialize(line, MemberLineJson.Default.MemberLine) is { } member
                ? new MemberLineReading(number, passwords).Row(member)
                : throw Broken(number, null);
        }
        catch (JsonException e) when (e.Path is { Length: > 2 } path)
        {
            // The JSON is whole, and a value of another kind than it has to be; or it breaks off there, which is said when it is checked.
            return IsWhole(line) ? new MemberLineReading(number, passwords).Refused(path[2..]) : throw Broken(number, path[2..]);
        }
        catch (JsonException)
        {
            throw Broken(number, null);
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static FileProblemException Broken(long number, string? column) =>
        FileProblemException.At("INVALID_JSON", number, column, "the line is no JSON object, or breaks off");
}

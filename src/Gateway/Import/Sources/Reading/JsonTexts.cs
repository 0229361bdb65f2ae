using System.Text.Json;
using System.Text.Unicode;

namespace Members.Gateway.Import.Sources.Reading;

/// <summary>Checks the texts of an element at once, so that none of them fails later where it is read.</summary>
internal static class JsonTexts
{
    /// <summary>Checks the bytes of an element that is whole.</summary>
    /// <exception cref="FileProblemException">It is not UTF-8, so neither is the file.</exception>
    public static void CheckEncoding(ReadOnlySpan<byte> element, long number)
    {
        if (!Utf8.IsValid(element))
        {
            throw FileProblemException.At(
                "WRONG_ENCODING", number, null, "the text is not UTF-8; give the file's encoding, such as windows-1252");
        }
    }

    /// <summary>Whether no text of an element holds half of a character.</summary>
    public static bool AreWhole(ReadOnlySpan<byte> element)
    {
        if (element.IndexOf("\\u"u8) < 0)
        {
            return true;
        }

        var reader = new Utf8JsonReader(element);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped && !IsWhole(reader))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWhole(in Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

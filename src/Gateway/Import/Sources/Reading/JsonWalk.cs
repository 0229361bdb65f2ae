using System.Text.Json;

namespace Members.Gateway.Import.Sources.Reading;

/// <summary>What a step through JSON has found.</summary>
internal enum JsonStep
{
    /// <summary>More bytes are needed.</summary>
    More = 0,

    /// <summary>An element.</summary>
    Element = 1,

    /// <summary>The end of the text.</summary>
    End = 2,
}

/// <summary>Walks through JSON that arrives in pieces, from element to element.</summary>
/// <param name="lists">The members of the outermost object that hold the elements; none when it is one itself.</param>
internal sealed class JsonWalk(string[] lists)
{
    private JsonReaderState _state = new(new JsonReaderOptions { AllowMultipleValues = true });
    private int? _listDepth;
    private bool _isListNext;
    private bool _foundList;

    /// <summary>How many elements were found.</summary>
    public long Count { get; private set; }

    /// <summary>Goes on to the next element.</summary>
    /// <param name="bytes">The bytes that were not used yet.</param>
    /// <param name="isEnd">Whether there are no more.</param>
    /// <param name="used">How many of them are done with.</param>
    /// <param name="element">The element; null when none was found.</param>
    public JsonStep Next(ReadOnlySpan<byte> bytes, bool isEnd, out int used, out JsonRecord? element)
    {
        element = null;
        var reader = new Utf8JsonReader(bytes, isEnd, _state);
        try
        {
            while (true)
            {
                var before = reader;
                if (!reader.Read())
                {
                    Keep(reader, out used);
                    return isEnd ? Ended() : JsonStep.More;
                }

                if (!IsElement(ref reader))
                {
                    continue;
                }

                var from = (int)reader.TokenStartIndex;
                if (!JsonDocument.TryParseValue(ref reader, out var document))
                {
                    Keep(before, out used);
                    return JsonStep.More;
                }

                Keep(reader, out used);
                Count++;
                using (document)
                {
                    JsonTexts.CheckEncoding(bytes[from..used], Count);
                    element = Record(document.RootElement, JsonTexts.AreWhole(bytes[from..used]));
                }

                return JsonStep.Element;
            }
        }
        catch (JsonException e)
        {
            throw FileProblemException.At(
                "INVALID_JSON",
                Count + 1,
                null,
                $"the JSON is broken or breaks off at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
    }

    private void Keep(in Utf8JsonReader reader, out int used) => (_state, used) = (reader.CurrentState, (int)reader.BytesConsumed);

    private JsonStep Ended() => lists.Length == 0 || _foundList
        ? JsonStep.End
        : throw new FileProblemException("LIST_MISSING", $"The file has no list named '{lists[0]}'.");

    private bool IsElement(ref Utf8JsonReader reader)
    {
        if (_listDepth is { } depth)
        {
            if (reader.TokenType != JsonTokenType.EndArray || reader.CurrentDepth != depth)
            {
                return true;
            }

            _listDepth = null;
            return false;
        }

        var isOutermost = reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray);
        if (reader.TokenType == JsonTokenType.StartArray && (isOutermost || _isListNext))
        {
            (_listDepth, _isListNext, _foundList) = (reader.CurrentDepth, false, true);
            return false;
        }

        _isListNext = reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && IsList(reader);
        return isOutermost && (lists.Length == 0 || reader.TokenType != JsonTokenType.StartObject);
    }

    private bool IsList(in Utf8JsonReader reader)
    {
        foreach (var list in lists)
        {
            if (reader.ValueTextEquals(list))
            {
                return true;
            }
        }

        return false;
    }

    private JsonRecord Record(JsonElement element, bool isWhole) =>
        element.ValueKind != JsonValueKind.Object
            ? JsonRecord.Refused(Count, "NOT_AN_OBJECT", "A JSON object was expected, as in {\"email\": …}.")
            : !isWhole ? JsonRecord.Refused(Count, "INVALID_JSON", "A text holds half of a character (a lone surrogate).")
            : new JsonRecord(Count, element.Clone());
}

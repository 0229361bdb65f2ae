using System.Buffers;
using System.Text.Json;
using Members.Gateway.Import;
using Members.Gateway.Import.Sources;

namespace Members.Silo.Commands.Import;

/// <summary>Rows that go to the API with one call.</summary>
internal sealed class RowBatch
{
    private const int MostRows = 250, MostBytes = 2 * 1024 * 1024;

    private readonly List<(long Number, byte[] Json)> _rows = [];
    private int _bytes;

    /// <summary>How many rows it has.</summary>
    public int Count => _rows.Count;

    /// <summary>Whether it is large enough to be sent.</summary>
    public bool IsFull => _rows.Count >= MostRows || _bytes >= MostBytes;

    /// <summary>Adds a row.</summary>
    public void Add(SourceRow row)
    {
        var json = Write(row);
        _bytes += json.Length;
        _rows.Add((row.Number, json));
    }

    /// <summary>Removes the first rows, which are done.</summary>
    public void Remove(int count)
    {
        _bytes -= _rows.Take(count).Sum(r => r.Json.Length);
        _rows.RemoveRange(0, count);
    }

    /// <summary>The body of the call. The rows are sent as they are, without being read again.</summary>
    /// <param name="batch">The number of the batch; null where there is none.</param>
    public object Body(int? batch) => new RowsBody(
        batch, [.. _rows.Select(r => JsonDocument.Parse(r.Json).RootElement)]);

    private static byte[] Write(SourceRow row)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("row", row.Number);
            if (row.Member is { } member)
            {
                var line = new ArrayBufferWriter<byte>();
                MemberLines.Write(line, member);
                json.WritePropertyName("member");
                json.WriteRawValue(line.WrittenSpan[..^1]);
            }
            else
            {
                var problem = row.Problems.FirstOrDefault(p => p.Effect != RowEffect.Note);
                json.WriteBoolean("skipped", problem?.Effect == RowEffect.Skipped);
                json.WriteStartObject("reason");
                if (problem?.Column is { } column)
                {
                    json.WriteString("column", column);
                }

                json.WriteString("code", problem?.Code ?? "NO_MEMBER");
                json.WriteString("detail", problem?.Sentence ?? "The row has no member.");
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private sealed record RowsBody(
        [property: System.Text.Json.Serialization.JsonPropertyName("batch")] int? Batch,
        [property: System.Text.Json.Serialization.JsonPropertyName("rows")] JsonElement[] Rows);
}

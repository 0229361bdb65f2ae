using System.Text.Json;

namespace Members.Tests.Cluster.Invariants;

/// <summary>A member with an application, as the database has them.</summary>
/// <param name="Id">The member.</param>
/// <param name="Status">The status, as the API names it.</param>
/// <param name="Newest">The application.</param>
/// <param name="Outbox">The kinds of the mails that have not left.</param>
internal sealed record StoredApplication(string Id, string Status, JsonElement Newest, IReadOnlyCollection<string> Outbox)
{
    private const string All = """
        SELECT j ->> 'id', j ->> 'status', (j -> 'applications' -> -1)::text, coalesce(j -> 'outbox', '[]')::text
        FROM (SELECT convert_from(Payload, 'UTF8')::jsonb AS j FROM GrainRecord WHERE StateName = 'member' AND Payload IS NOT NULL) m
        WHERE jsonb_array_length(coalesce(j -> 'applications', '[]')) > 0
        """;

    /// <summary>Each entry of the history as <see cref="Load.Act"/> writes it.</summary>
    public IReadOnlyList<string> History { get; } = [.. Newest.GetProperty("history").EnumerateArray().Select(TextOf)];

    /// <summary>Whether each decision has an actor and a time.</summary>
    public bool SaysWhoAndWhen => Newest.GetProperty("history").EnumerateArray().Skip(1).All(h =>
        h.TryGetProperty("by", out var by) && by.GetProperty("name").GetString() is { Length: > 0 }
        && h.GetProperty("at").TryGetDateTimeOffset(out _));

    /// <summary>The id of the invitation that was used.</summary>
    public string? Invitation => Newest.TryGetProperty("invitation", out var used) ? used.GetProperty("id").GetString() : null;

    /// <summary>The value of the answer to the form.</summary>
    public string? Answer => Newest.TryGetProperty("answers", out var answers) && answers.GetArrayLength() == 1
        ? JsonSerializer.Deserialize<string>(answers[0].GetProperty("value").GetString()!)
        : null;

    /// <summary>All of them, by id.</summary>
    public static async Task<IReadOnlyDictionary<string, StoredApplication>> ReadAll(PostgresServer postgres) =>
        (await postgres.Query(All)).Select(Of).ToDictionary(s => s.Id);

    /// <summary>An entry of a history, as the API or the database has it.</summary>
    public static string TextOf(JsonElement entry)
    {
        var by = entry.TryGetProperty("by", out var actor) && actor.TryGetProperty("id", out var id) ? id.GetString() : null;
        var reason = entry.TryGetProperty("reason", out var given) ? given.GetString() : null;
        return new Load.Act(entry.GetProperty("act").GetString()!.ToUpperInvariant(), by, reason).ToString();
    }

    private static StoredApplication Of(object?[] row) => new(
        (string)row[0]!,
        ((string)row[1]!).ToUpperInvariant(),
        JsonElement.Parse((string)row[2]!),
        [.. JsonElement.Parse((string)row[3]!).EnumerateArray().Select(e => e.GetProperty("kind").GetString()!)]);
}

using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Contention;

/// <summary>An invitation that more people want to use than it admits.</summary>
internal sealed class RacedInvitation
{
    public const int Uses = 5;

    // Whoever of these people is a member, or has used one of these invitations.
    private const string Stored = """
        SELECT lower(j #>> '{addresses,login,typed}'), j ->> 'id', a #>> '{invitation,id}'
        FROM (SELECT convert_from(Payload, 'UTF8')::jsonb AS j FROM GrainRecord WHERE StateName = 'member' AND Payload IS NOT NULL) AS m
        LEFT JOIN LATERAL jsonb_array_elements(j -> 'applications') a ON true
        WHERE lower(j #>> '{addresses,login,typed}') = ANY (@emails) OR a #>> '{invitation,id}' = ANY (@ids)
        """;

    private const string Counted = "SELECT Id, Used FROM Invitation WHERE Id = ANY (@ids)";
    private readonly RetryingClient _client;
    private readonly Dictionary<Person, Outcome> _outcomes = [];

    private RacedInvitation(RetryingClient client, string id, string code) => (_client, Id, Code) = (client, id, code);

    public string Id { get; }

    public string Code { get; }

    /// <summary>Who was told that they are in, with the answer.</summary>
    public IEnumerable<KeyValuePair<Person, Outcome>> Admitted => _outcomes.Where(o => o.Value.IsOk);

    /// <summary>How many registrations were tried again since one try had no definite answer.</summary>
    public int Repeated => _outcomes.Count(o => o.Value.WasRepeated);

    public static async Task<RacedInvitation> Make(RetryingClient client)
    {
        var call = Call.Post("../invitations", new { uses = Uses, admits = "approve" });
        var outcome = await client.SendUntilAnswered(call, Random.Shared);
        Assert.True(outcome.IsOk, $"{outcome.Answer}");
        var made = outcome.Answer!.Body.GetProperty("invitations")[0];
        return new(client, made.GetProperty("id").GetString()!, made.GetProperty("code").GetString()!);
    }

    /// <summary>Everybody registers with it at once, and again until they hear what came of it.</summary>
    public async Task Race(IEnumerable<Person> people)
    {
        var outcomes = await Task.WhenAll(people.Select(async p => (p, await Register(p))));
        foreach (var (person, outcome) in outcomes)
        {
            _outcomes.Add(person, outcome);
        }
    }

    public Task<Outcome> Register(Person person) => _client.SendUntilAnswered(
        Call.Post("register", new { email = person.Email, password = person.Password, invitation = Code })
            with
        { IdempotencyKey = person.Name },
        Random.Shared);

    /// <summary>
    /// Of each exactly as many are in as there are uses, they are those who were told so, and of the others there is nothing
    /// (contract I21).
    /// </summary>
    public static async Task<IReadOnlyList<string>> Violations(PostgresServer postgres, IReadOnlyList<RacedInvitation> races)
    {
        var emails = races.SelectMany(r => r._outcomes.Keys).Select(p => p.Email).ToArray();
        var ids = races.Select(r => r.Id).ToArray();
        var members = (await postgres.Query(Stored, ("emails", emails), ("ids", ids)))
            .Select(r => new Applicant((string)r[0]!, (string)r[1]!, r[2] as string)).ToLookup(m => m.Invitation);
        var used = (await postgres.Query(Counted, ("ids", ids))).ToDictionary(r => (string)r[0]!, r => (int)r[1]!);
        return
        [
            .. races.SelectMany(r => r.Violations([.. members[r.Id]], used[r.Id])),
            .. members[null].Select(m => $"{m} is stored without an invitation"),
        ];
    }

    private IEnumerable<string> Violations(IReadOnlyList<Applicant> stored, int used)
    {
        var told = Admitted.Select(a => new Applicant(a.Key.Email, a.Value.Answer!.Text("member", "id")!, Id)).ToList();
        return
        [
            .. told.Except(stored).Select(t => $"{t} was told to be in, and is not stored"),
            .. stored.Except(told).Select(s => $"{s} is stored, and was not told so"),
            .. _outcomes.Values.Where(o => !o.IsOk && !IsUsedUp(o)).Select(o => $"{Id} was refused to somebody with {o.Answer} at {o.At}"),
            .. told.Count == Uses && stored.Count == Uses && used == Uses
                ? (IEnumerable<string>)[]
                : [$"{Id}: {told.Count} were told that they are in, {stored.Count} are stored, and {used} uses are counted"],
        ];
    }

    private static bool IsUsedUp(Outcome outcome) => outcome.Answer is { Code: "INVITATION_INVALID" } answer
        && answer.Text("details", "applicationError", "data", "reason") == "USED_UP";

    private sealed record Applicant(string Email, string Member, string? Invitation);
}

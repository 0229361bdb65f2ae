namespace Members.Tests.Cluster.Load;

/// <summary>Session checks: what is good must be accepted, what is dead must be refused.</summary>
internal static class Checking
{
    public static async Task Live(Stage stage)
    {
        if (stage.Crowd.Take(Standing.Active, stage.Random, forGood: false) is not { } person)
        {
            return;
        }

        if (person.Sessions.Count > 0)
        {
            var session = person.Sessions[stage.Random.Next(person.Sessions.Count)];
            var ended = await stage.Insist(Call.Me(session));
            if (ended.Answer is { IsOk: false })
            {
                var others = await Task.WhenAll(stage.Caller.Endpoints.Select(async e => $"{e} {await stage.Caller.Try(Call.Me(session), e)}"));
                stage.Journal.Break("I2", $"a live session of {person} was answered with {ended.Answer} at {ended.At} {TimeProvider.System.GetUtcNow():HH:mm:ss.fff}; then: {string.Join(", ", others)}");
            }
            else if (ended.IsOk && ended.Answer!.Text("member", "id") != person.Id)
            {
                stage.Journal.Break("I1", $"a session of {person} is answered as another member's");
            }
        }

        stage.Crowd.Return(person);
    }

    public static async Task Dead(Stage stage)
    {
        if (stage.Journal.AnyDead(stage.Random) is { } dead)
        {
            await Try(stage, dead, stage.Caller.Next());
        }
    }

    /// <summary>Tries a dead credential.</summary>
    public static async Task Try(Stage stage, DeadCredential dead, Hosting.Endpoint endpoint)
    {
        stage.Journal.Tried();
        if ((await stage.Caller.Try(dead.Call, endpoint)).IsOk)
        {
            stage.Journal.Break(dead.Kind == "session" ? "I4" : "I5", $"a {dead.Kind} that ended with {dead.EndedBy} was accepted at {endpoint}");
        }
    }
}

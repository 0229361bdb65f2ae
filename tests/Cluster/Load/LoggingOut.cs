namespace Members.Tests.Cluster.Load;

/// <summary>Somebody ends one of their sessions.</summary>
internal static class LoggingOut
{
    public static async Task Play(Stage stage)
    {
        if (stage.Crowd.Take(Standing.Active, stage.Random, forGood: false) is not { } person)
        {
            return;
        }

        if (person.Sessions.Count > 0)
        {
            var session = person.Sessions[0];
            person.Sessions.RemoveAt(0);
            var ended = await stage.Insist(Call.Logout(session));
            if (ended.IsOk || ended is { WasRepeated: true, Answer.Status: 401 })
            {
                stage.Journal.Acknowledge("logout");
                stage.Journal.Bury("session", Call.Me(session), $"logout of {person}");
            }
            else if (ended.Answer is not null)
            {
                stage.Journal.Break("I2", $"a logout of {person} with a live session was answered with {ended.Answer}");
            }
        }

        stage.Crowd.Return(person);
    }
}

namespace Members.Tests.Cluster.Load;

/// <summary>Somebody logs in and opens a session with the ticket.</summary>
internal static class LoggingIn
{
    private const int MostSessions = 5;

    public static async Task Play(Stage stage)
    {
        if (stage.Crowd.Take(Standing.Active, stage.Random, forGood: false) is not { } person)
        {
            return;
        }

        if (person.Sessions.Count < MostSessions && await LogIn(stage, person) is { } ticket)
        {
            await Open(stage, person, ticket);
        }

        stage.Crowd.Return(person);
    }

    /// <summary>Opens a session with a ticket.</summary>
    public static async Task Open(Stage stage, Person person, string ticket)
    {
        var opened = await stage.Insist(Call.Apply(ticket));
        if (opened.IsOk)
        {
            person.Sessions.Add(opened.Answer!.Text("session", "token")!);
            stage.Journal.Acknowledge("open session");
            stage.Journal.Bury("used ticket", Call.Apply(ticket), "its use");
        }
        else if (opened is { Answer: not null, WasRepeated: false } && opened.Answer.Code != "TOKEN_EXPIRED")
        {
            stage.Journal.Break("I2", $"a fresh ticket of {person} was answered with {opened.Answer}");
        }
    }

    private static async Task<string?> LogIn(Stage stage, Person person)
    {
        var ended = await stage.Insist(Call.Login(person.Email, person.Password));
        if (ended.IsOk)
        {
            stage.Journal.Acknowledge("login");
            return ended.Answer!.Text("session", "token");
        }

        if (ended.Answer is not null)
        {
            stage.Journal.Break("I2", $"a right login of {person} was answered with {ended.Answer}");
        }

        return null;
    }
}

namespace Members.Tests.Cluster.Load;

/// <summary>Somebody logs in and opens a session with the ticket.</summary>
internal static class LoggingIn
{
    private const int MostSessions = 5;

    public static async Task Play(LoadContext context)
    {
        if (context.Population.Take(Status.Active, context.Random, toChange: false) is not { } person)
        {
            return;
        }

        await Enter(context, person);
        context.Population.Return(person);
    }

    /// <summary>Logs an active person in, unless they have sessions enough.</summary>
    public static async Task Enter(LoadContext context, Person person)
    {
        if (person.Sessions.Count < MostSessions && await LogIn(context, person) is { } ticket)
        {
            await Open(context, person, ticket);
        }
    }

    /// <summary>Opens a session with a ticket.</summary>
    public static async Task Open(LoadContext context, Person person, string ticket)
    {
        var opened = await context.SendUntilAnswered(Call.Apply(ticket));
        if (opened.IsOk)
        {
            person.Sessions.Add(opened.Answer!.Text("session", "token")!);
            context.Journal.Acknowledge("open session");
            context.Journal.MarkDead("used ticket", Call.Apply(ticket), "its use");
        }
        else if (opened is { Answer: not null, WasRepeated: false } && opened.Answer.Code != "TOKEN_EXPIRED")
        {
            context.Journal.Violate("I2", $"a fresh ticket of {person} was answered with {opened.Answer}");
        }
    }

    /// <summary>Logs in.</summary>
    /// <returns>The ticket.</returns>
    public static async Task<string?> LogIn(LoadContext context, Person person)
    {
        var outcome = await context.SendUntilAnswered(Call.Login(person.Email, person.Password));
        if (outcome.IsOk)
        {
            context.Journal.Acknowledge("login");
            return outcome.Answer!.Text("session", "token");
        }

        if (outcome.Answer is not null)
        {
            context.Journal.Violate("I2", $"a right login of {person} was answered with {outcome.Answer}");
        }

        return null;
    }
}

namespace Members.Tests.Cluster.Load;

/// <summary>A member is blocked, and let in again.</summary>
internal static class Blocking
{
    public static async Task Block(LoadContext context)
    {
        if (context.Population.Take(Status.Active, context.Random) is not { } person)
        {
            return;
        }

        var outcome = await context.SendUntilAnswered(Call.Block(person));
        if (context.Record(outcome, person, "block", "I4", new Indeterminate("block") { Status = true }))
        {
            person.Status = Status.Blocked;
            context.Journal.MarkSessionsDead(person, "block");
            await CheckEverywhere(context);
            await ExpectRefusedLogin(context, person);
        }

        context.Population.Return(person);
    }

    public static async Task Unblock(LoadContext context)
    {
        if (context.Population.Take(Status.Blocked, context.Random) is not { } person)
        {
            return;
        }

        var outcome = await context.SendUntilAnswered(Call.Unblock(person));
        if (context.Record(outcome, person, "approve", "I9", new Indeterminate("approve") { Status = true }))
        {
            person.Status = Status.Active;
            await LoggingIn.Open(context, person, outcome.Answer!.Text("session", "token")!);
        }

        context.Population.Return(person);
    }

    // At once and everywhere: later it would be no test.
    private static Task CheckEverywhere(LoadContext context)
    {
        var newest = context.Journal.Dead(last: 1).SingleOrDefault(d => d.Kind == "session");
        var endpoints = context.Client.Endpoints.Where(e => newest is not null && !context.Client.IsOutOfService(e));
        return Task.WhenAll(endpoints.Select(e => Checking.Try(context, newest!, e)));
    }

    private static async Task ExpectRefusedLogin(LoadContext context, Person person)
    {
        var login = await context.SendUntilAnswered(Call.Login(person.Email, person.Password));
        if (login.Answer is { Code: not "MEMBER_BLOCKED" })
        {
            context.Journal.Violate(login.IsOk ? "I4" : "I2", $"a login of {person}, who is blocked, was answered with {login.Answer}");
        }
    }
}

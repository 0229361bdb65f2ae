namespace Members.Tests.Cluster.Load;

/// <summary>A member is blocked, and let in again.</summary>
internal static class Blocking
{
    public static async Task Block(Stage stage)
    {
        if (stage.Crowd.Take(Standing.Active, stage.Random) is not { } person)
        {
            return;
        }

        var ended = await stage.Insist(Call.Block(person));
        if (stage.Settle(ended, person, "block", "I4", new Doubt("block") { Standing = true }))
        {
            person.Standing = Standing.Blocked;
            stage.Journal.BurySessions(person, "block");
            await CheckEverywhere(stage);
            await ExpectRefusedLogin(stage, person);
        }

        stage.Crowd.Return(person);
    }

    public static async Task Unblock(Stage stage)
    {
        if (stage.Crowd.Take(Standing.Blocked, stage.Random) is not { } person)
        {
            return;
        }

        var ended = await stage.Insist(Call.Unblock(person));
        if (stage.Settle(ended, person, "approve", "I9", new Doubt("approve") { Standing = true }))
        {
            person.Standing = Standing.Active;
            await LoggingIn.Open(stage, person, ended.Answer!.Text("session", "token")!);
        }

        stage.Crowd.Return(person);
    }

    // At once, and at every place: later is no test.
    private static Task CheckEverywhere(Stage stage)
    {
        var newest = stage.Journal.Dead(last: 1).SingleOrDefault(d => d.Kind == "session");
        return newest is null ? Task.CompletedTask : Task.WhenAll(stage.Caller.Endpoints.Where(e => !stage.Caller.IsOutOfService(e)).Select(e => Checking.Try(stage, newest, e)));
    }

    private static async Task ExpectRefusedLogin(Stage stage, Person person)
    {
        var login = await stage.Insist(Call.Login(person.Email, person.Password));
        if (login.Answer is { Code: not "MEMBER_BLOCKED" })
        {
            stage.Journal.Break(login.IsOk ? "I4" : "I2", $"a login of {person}, who is blocked, was answered with {login.Answer}");
        }
    }
}

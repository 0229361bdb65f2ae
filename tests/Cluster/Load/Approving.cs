namespace Members.Tests.Cluster.Load;

/// <summary>Somebody whose registration waits for approval is approved by the token.</summary>
internal static class Approving
{
    public static async Task Play(Stage stage)
    {
        if (stage.Crowd.Take(Standing.Pending, stage.Random) is not { } person)
        {
            return;
        }

        var ended = await stage.Insist(Call.Approve(person.ApprovalToken!));
        if (ended is { WasRepeated: true, Answer.Code: "TOKEN_INVALID" })
        {
            // An earlier try has used it up, and its answer was lost: the person is in.
            (person.Standing, person.IsRetired) = (Standing.Active, true);
            stage.Journal.Acknowledge("approve by token");
        }
        else if (stage.Settle(ended, person, "approve by token", "I2", new Doubt("approve") { Standing = true }))
        {
            person.Standing = Standing.Active;
            stage.Journal.Bury("used approval token", Call.Approve(person.ApprovalToken!), "its use");
            await LoggingIn.Open(stage, person, ended.Answer!.Text("session", "token")!);
        }

        stage.Crowd.Return(person);
    }
}

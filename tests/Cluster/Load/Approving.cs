namespace Members.Tests.Cluster.Load;

/// <summary>Somebody whose registration waits for approval is approved by the token.</summary>
internal static class Approving
{
    private static Act Let => new("APPROVED", Decider.Operator);

    public static async Task Play(LoadContext context)
    {
        if (context.Population.Take(Status.Pending, context.Random) is not { } person)
        {
            return;
        }

        if (person.ApprovalToken is null)
        {
            // A decision that was taken back has ended it.
            context.Population.Return(person);
            return;
        }

        var outcome = await context.SendUntilAnswered(Call.Approve(person.ApprovalToken));
        if (outcome is { WasRepeated: true, Answer.Code: "TOKEN_INVALID" })
        {
            // An earlier try has used it up, and its answer was lost: the person is in.
            (person.Status, person.IsRetired) = (Status.Active, true);
            person.Application!.Add(Let);
            context.Journal.Acknowledge("approve by token");
        }
        else if (context.Record(outcome, person, "approve by token", "I2", new Indeterminate("approve") { Status = true }, Let))
        {
            person.Status = Status.Active;
            context.Journal.MarkDead("used approval token", Call.Approve(person.ApprovalToken!), "its use");
            await LoggingIn.Open(context, person, outcome.Answer!.Text("session", "token")!);
        }

        context.Population.Return(person);
    }
}

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
        var (unknown, act) = (new Indeterminate("block") { Status = true }, new Act("BLOCKED", Decider.Operator));
        if (context.Record(outcome, person, "block", "I4", unknown, act))
        {
            person.Status = Status.Blocked;
            await Checking.Everywhere(context, context.Journal.MarkSessionsDead(person, "block"));
            await Knocking.Knock(context, person);
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
        var (unknown, act) = (new Indeterminate("approve") { Status = true }, new Act("APPROVED", Decider.Operator));
        if (context.Record(outcome, person, "approve", "I9", unknown, act))
        {
            person.Status = Status.Active;
            await LoggingIn.Open(context, person, outcome.Answer!.Text("session", "token")!);
        }

        context.Population.Return(person);
    }
}

namespace Members.Tests.Cluster.Load;

/// <summary>An applicant withdraws: they are erased, and somebody else can have the address at once (contract I22).</summary>
internal static class Withdrawing
{
    public static async Task Play(LoadContext context)
    {
        if (context.Population.Take(Status.Pending, context.Random) is not { } person)
        {
            return;
        }

        // The newest three are good: of several copies nobody knows which they are.
        var copies = context.Client.Copies;
        var login = await context.SendUntilAnswered(Call.Login(person.Email, person.Password));
        if (copies > 1 || login.Answer?.Text("details", "applicationError", "data", "applicationToken") is not { } token)
        {
            context.Population.Return(person);
            return;
        }

        var call = Call.Post("../applications/mine/withdraw", new { token }) with { Repetition = Repetition.Once };
        var outcome = await context.SendUntilAnswered(call);
        if (outcome is { WasRepeated: true, Answer.Code: "TOKEN_INVALID" } || outcome.IsOk)
        {
            // An earlier try whose answer was lost has done it.
            context.Journal.Acknowledge("withdraw");
            context.Journal.Withdrawn.Enqueue(person.Id);
            context.Journal.People.TryRemove(person.Name, out _);
            await Follow(context, person);
            return;
        }

        context.Record(outcome, person, "withdraw", "I22", new Indeterminate("withdraw") { Existence = true });
        context.Population.Return(person);
    }

    private static async Task Follow(LoadContext context, Person gone)
    {
        var next = context.Population.Invent();
        next.Email = gone.Email;
        var outcome = await context.SendUntilAnswered(Call.Register(next));
        if (context.Record(outcome, next, "register after a withdrawal", "I22", new Indeterminate("register") { Existence = true }))
        {
            (next.Id, next.Status) = (outcome.Answer!.Text("member", "id")!, Status.Active);
        }

        context.Population.Return(next);
    }
}

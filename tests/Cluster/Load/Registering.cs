namespace Members.Tests.Cluster.Load;

/// <summary>Somebody registers a new address, which must succeed.</summary>
internal static class Registering
{
    public static Task Play(LoadContext context) => Register(context, Status.Active);

    /// <summary>Registers somebody, who must have the expected status then.</summary>
    public static async Task Register(LoadContext context, Status expected)
    {
        var person = context.Population.Invent();
        person.Application = expected == Status.Pending ? new Application(null, null) : null;
        var outcome = await context.SendUntilAnswered(Call.Register(person));
        if (context.Record(outcome, person, "register", "I3", new Indeterminate("register") { Existence = true }))
        {
            Note(context, person, outcome, expected);
        }

        context.Population.Return(person);
    }

    /// <summary>Notes who was registered.</summary>
    public static void Note(LoadContext context, Person person, Outcome outcome, Status expected)
    {
        var answer = outcome.Answer!;
        (person.Id, person.Status) = (answer.Text("member", "id")!, expected);
        person.ApprovalToken = outcome.WasCopied ? null : answer.Text("approvalToken");
        if (!expected.ToString().Equals(answer.Text("member", "status"), StringComparison.OrdinalIgnoreCase))
        {
            context.Journal.Violate("I9", $"{person} was registered as {answer.Text("member", "status")}");
        }
    }
}

namespace Members.Tests.Cluster.Load;

/// <summary>Somebody registers a new address, which must succeed.</summary>
internal static class Registering
{
    public static Task Play(LoadContext context) => Register(context, Status.Active);

    /// <summary>Registers somebody, who must have the expected status then.</summary>
    public static async Task Register(LoadContext context, Status expected)
    {
        var person = context.Population.Invent();
        var outcome = await context.SendUntilAnswered(Call.Register(person));
        if (context.Record(outcome, person, "register", "I3", new Indeterminate("register") { Existence = true }))
        {
            var answer = outcome.Answer!;
            (person.Id, person.Status, person.ApprovalToken) = (answer.Text("member", "id")!, expected, answer.Text("approvalToken"));
            if (!expected.ToString().Equals(answer.Text("member", "status"), StringComparison.OrdinalIgnoreCase))
            {
                context.Journal.Violate("I9", $"{person} was registered as {answer.Text("member", "status")}");
            }
        }

        context.Population.Return(person);
    }
}

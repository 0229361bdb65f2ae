namespace Members.Tests.Cluster.Load;

/// <summary>Somebody registers. The address is new, so nothing but success is right.</summary>
internal static class Registering
{
    public static Task Play(Stage stage) => Register(stage, Standing.Active);

    /// <summary>Registers somebody and says what they must be then.</summary>
    public static async Task Register(Stage stage, Standing expected)
    {
        var person = stage.Crowd.Invent();
        var ended = await stage.Insist(Call.Register(person));
        if (stage.Settle(ended, person, "register", "I3", new Doubt("register") { Existence = true }))
        {
            (person.Id, person.Standing, person.ApprovalToken) = (ended.Answer!.Text("member", "id")!, expected, ended.Answer.Text("approvalToken"));
            if (!expected.ToString().Equals(ended.Answer.Text("member", "status"), StringComparison.OrdinalIgnoreCase))
            {
                stage.Journal.Break("I9", $"{person} was registered as {ended.Answer.Text("member", "status")}");
            }
        }

        stage.Crowd.Return(person);
    }
}

namespace Members.Tests.Cluster.Load;

/// <summary>
/// Two people decide on one application at once, and differently: one decision takes effect, and both learn which (contract I18). Some
/// decisions are taken back, and some rejections changed.
/// </summary>
internal static class Deciding
{
    private const double ShareUndone = 0.3;
    private const int MostUndone = 3;

    public static async Task Play(LoadContext context)
    {
        if (context.Population.Take(Status.Pending, context.Random) is not { } person)
        {
            return;
        }

        var outcomes = await Task.WhenAll(
            context.SendUntilAnswered(Of(person, "approve", new { note = "Welcome." })),
            context.SendUntilAnswered(Of(person, "reject", new { reason = "Full." })));
        if (Settle(context, person, outcomes) && person.Undone < MostUndone && context.Random.NextDouble() < ShareUndone)
        {
            await Undo(context, person);
        }

        context.Population.Return(person);
    }

    /// <summary>Somebody who was rejected is let in after all.</summary>
    public static async Task Reconsider(LoadContext context)
    {
        if (context.Population.Take(Status.Rejected, context.Random) is not { } person)
        {
            return;
        }

        var outcome = await context.SendUntilAnswered(Of(person, "approve", new { seen = "REJECTED" }));
        if (context.Record(outcome, person, "approve a rejected", "I18", new Indeterminate("approve") { Status = true }))
        {
            person.Status = Status.Active;
        }

        context.Population.Return(person);
    }

    private static Call Of(Person person, string command, object body) => Call.Post($"../applications/{person.Id}/{command}", body);

    // Whether it is certain what came of it.
    private static bool Settle(LoadContext context, Person person, Outcome[] outcomes)
    {
        person.IsRetired |= outcomes.Any(o => o.WasRepeated);
        if (outcomes.Any(o => o.Answer is null))
        {
            person.Indeterminate = new Indeterminate("decide") { Status = true };
            return false;
        }

        var approved = outcomes[0].IsOk;
        var (winner, told) = (approved ? "ACTIVE" : "REJECTED", (approved ? outcomes[1] : outcomes[0]).Answer!);
        if (outcomes.Count(o => o.IsOk) != 1
            || told.Code != "ALREADY_DECIDED"
            || told.Text("details", "applicationError", "data", "status") != winner)
        {
            context.Journal.Violate("I18", $"of two decisions on {person} one was answered with {outcomes[0].Answer}, one with {told}");
            person.Indeterminate = new Indeterminate("decide") { Status = true };
            return false;
        }

        context.Journal.Acknowledge("decide");
        person.Status = approved ? Status.Active : Status.Rejected;
        if (person.ApprovalToken is { } token)
        {
            context.Journal.MarkDead("approval token", Call.Approve(token), $"the decision on {person}");
            person.ApprovalToken = null;
        }

        return true;
    }

    private static async Task Undo(LoadContext context, Person person)
    {
        if (person.Status == Status.Active)
        {
            // What the decision let in is out when the undo answers.
            await LoggingIn.Enter(context, person);
        }

        var outcome = await context.SendUntilAnswered(Of(person, "undo", new { }));
        if (outcome.Answer?.Code == "UNDO_OVER")
        {
            person.IsRetired |= outcome.WasRepeated;
            return;
        }

        if (context.Record(outcome, person, "undo", "I18", new Indeterminate("undo") { Status = true }))
        {
            (person.Status, person.Undone) = (Status.Pending, person.Undone + 1);
            context.Journal.MarkSessionsDead(person, "the undo");
        }
    }
}

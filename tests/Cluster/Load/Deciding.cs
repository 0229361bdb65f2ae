namespace Members.Tests.Cluster.Load;

/// <summary>
/// Two people decide on one application at once: one decision takes effect, and both learn which (contract I18). Then the applicant
/// tries to get in, and some decisions are taken back.
/// </summary>
internal static class Deciding
{
    private const double ShareUndone = 0.4;
    private const int Deciders = 3, AtOnce = 2;
    private static readonly string[] OnPending = ["approve", "reject", "block"], OnRejected = ["approve", "block"];

    public static Task Play(LoadContext context) => Race(context, Status.Pending, OnPending);

    /// <summary>Somebody who was rejected is let in after all, or blocked.</summary>
    public static Task Reconsider(LoadContext context) => Race(context, Status.Rejected, OnRejected);

    private static async Task Race(LoadContext context, Status seen, string[] commands)
    {
        if (context.Journal.Deciders.Count < Deciders)
        {
            await Appoint(context);
            return;
        }

        if (context.Population.Take(seen, context.Random) is not { } person)
        {
            return;
        }

        var step = person.Application!.Acts.Count;
        var wishes = context.Journal.Deciders.OrderBy(_ => context.Random.Next()).Take(AtOnce)
            .Select(d => (Decider: d, Command: commands[context.Random.Next(commands.Length)]))
            .Select(w => new Wish(w.Decider, w.Command, $"{w.Command} of {w.Decider.Id} as act {step}")).ToList();
        await Task.WhenAll(wishes.Select(w => w.Send(context.Client, context.Random, person, seen)));
        person.IsRetired |= wishes.Exists(w => w.Outcome.WasRepeated);
        if (Winner(context, person, wishes) is { } winner)
        {
            Record(context, person, winner);
            await Knocking.Knock(context, person);
            if (!person.IsRetired && person.Application.MayBeUndone && context.Random.NextDouble() < ShareUndone)
            {
                await Undo(context, person, seen, winner.By);
            }
        }
        else
        {
            person.Application.AddPossible(wishes.Select(w => w.Act));
            person.Indeterminate = new Indeterminate("decide") { Status = true };
        }

        context.Population.Return(person);
    }

    private static async Task Appoint(LoadContext context)
    {
        if (await Decider.Appoint(context.Client, $"decider {context.Journal.Deciders.Count + 1}", context.Random) is { } decider)
        {
            context.Journal.Deciders.Enqueue(decider);
        }
    }

    // Who has decided, by what all were told; null when that is not certain.
    private static Wish? Winner(LoadContext context, Person person, List<Wish> wishes)
    {
        var told = wishes.FindAll(w => w.Outcome.Answer is not null);
        if (told.Count == 0)
        {
            return null;
        }

        var winner = wishes.SingleOrDefault(w => w.Reason == told[0].Told);
        if (winner is not null && told.TrueForAll(w => w.Knows(winner)))
        {
            return winner;
        }

        context.Journal.Violate("I18", $"of two decisions on {person} {string.Join(", and ", wishes)}");
        return null;
    }

    private static void Record(LoadContext context, Person person, Wish winner)
    {
        context.Journal.Acknowledge("decide");
        person.Application!.Add(winner.Act);
        person.Status = winner.Next;
        if (person.ApprovalToken is { } token)
        {
            context.Journal.MarkDead("approval token", Call.Approve(token), $"the decision on {person}");
            person.ApprovalToken = null;
        }
    }

    private static async Task Undo(LoadContext context, Person person, Status before, Decider decider)
    {
        // Whom the decision has let in has a session by now; a ticket beside it is not used.
        var ticket = person.Status == Status.Active ? await LoggingIn.LogIn(context, person) : null;
        var call = Call.Post($"../applications/{person.Id}/undo", new { }) with { Bearer = decider.Key };
        var outcome = await context.SendUntilAnswered(call);
        if (outcome.Answer?.Code == "UNDO_OVER")
        {
            person.IsRetired |= outcome.WasRepeated;
            return;
        }

        var act = Application.UndoBy(decider);
        if (!context.Record(outcome, person, "undo", "I18", new Indeterminate("undo") { Status = true }, act))
        {
            return;
        }

        if (!outcome.Answer!.Body.GetProperty("changed").GetBoolean() && outcome is { WasRepeated: false, WasCopied: false })
        {
            context.Journal.Violate("I18", $"an undo of the decision on {person} has changed nothing");
        }

        person.Status = before;
        await Checking.Everywhere(context, context.Journal.MarkSessionsDead(person, "undo"));
        if (ticket is not null)
        {
            await Checking.Everywhere(context, context.Journal.MarkDead("fresh ticket", Call.Apply(ticket), $"undo of {person}"));
        }

        await Knocking.Knock(context, person);
    }
}

namespace Members.Tests.Cluster.Load;

/// <summary>Somebody who has withdrawn.</summary>
/// <param name="Person">Who.</param>
/// <param name="WasRepeated">Whether one try had no definite answer.</param>
/// <param name="IsFollowed">Whether somebody else has taken the address.</param>
internal sealed record Withdrawal(Person Person, bool WasRepeated, bool IsFollowed)
{
    /// <summary>When it was acknowledged.</summary>
    public DateTimeOffset At { get; } = TimeProvider.System.GetUtcNow();
}

/// <summary>
/// An applicant withdraws, with the token of a refused login: they are erased. The address of who waited is free at once, that of who
/// was rejected is refused (contract I22).
/// </summary>
internal static class Withdrawing
{
    private const double ShareRejected = 0.3, ShareFollowed = 0.5;

    public static async Task Play(LoadContext context)
    {
        var status = context.Random.NextDouble() < ShareRejected ? Status.Rejected : Status.Pending;
        if (context.Population.Take(status, context.Random) is not { } person)
        {
            return;
        }

        if (await Knocking.Knock(context, person) is not { } token)
        {
            context.Population.Return(person);
            return;
        }

        var outcome = await context.SendUntilAnswered(Call.Withdraw(token));
        if (!outcome.IsOk && outcome is not { WasRepeated: true, Answer.Code: "TOKEN_INVALID" })
        {
            context.Record(outcome, person, "withdraw", "I22", new Indeterminate("withdraw") { Existence = true });
            context.Population.Return(person);
            return;
        }

        // It was done, perhaps by an earlier try whose answer was lost.
        var isFollowed = context.Random.NextDouble() < ShareFollowed;
        context.Journal.Acknowledge("withdraw");
        context.Journal.Withdrawn.Enqueue(new(person, outcome.WasRepeated, isFollowed));
        context.Journal.People.TryRemove(person.Name, out _);
        if (isFollowed)
        {
            await Follow(context, person);
        }
    }

    /// <summary>Somebody else wants the address.</summary>
    public static async Task Follow(LoadContext context, Person gone)
    {
        var next = context.Population.Invent();
        next.Email = gone.Email;
        var outcome = await context.SendUntilAnswered(Call.Register(next));
        if (gone.Status == Status.Rejected)
        {
            if (outcome.Answer is not null and not { Code: "EMAIL_ALREADY_EXISTS" })
            {
                context.Journal.Violate("I22", $"the address of {gone}, who was rejected, was answered with {outcome.Answer}");
            }

            return;
        }

        if (context.Record(outcome, next, "register after a withdrawal", "I22", new Indeterminate("register") { Existence = true }))
        {
            (next.Id, next.Status) = (outcome.Answer!.Text("member", "id")!, Status.Active);
        }

        context.Population.Return(next);
    }
}

using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>
/// An operation of unknown outcome has happened or not, and never by half: exactly one of the addresses is the person's, and
/// within a minute the other is free.
/// </summary>
internal sealed class IndeterminateChecks(LoadContext context)
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task Resolve(Person person)
    {
        var indeterminate = person.Indeterminate!;
        string[] emails = indeterminate.Email is { } other ? [person.Email, other] : [person.Email];
        foreach (var email in emails)
        {
            await EndsWithinAMinute(person, email, indeterminate);
        }

        var owned = 0;
        foreach (var email in emails)
        {
            owned += await IsOwned(person, email) ? 1 : 0;
        }

        if (owned > 1)
        {
            context.Journal.Violate("I6", $"{person} logs in with both addresses after '{indeterminate.What}' without an answer");
        }

        if (owned == 0 && !indeterminate.Existence)
        {
            context.Journal.Violate("I2", $"{person} is lost after '{indeterminate.What}' without an answer");
        }

        context.Journal.People.TryRemove(person.Name, out _);
    }

    // The address is the person's, or free. Whoever registers it here keeps it.
    private async Task EndsWithinAMinute(Person person, string email, Indeterminate indeterminate)
    {
        do
        {
            if (await IsOwned(person, email))
            {
                return;
            }

            var stranger = context.Population.Invent();
            stranger.Email = email;
            var taken = (await context.SendUntilAnswered(Call.Register(stranger))).Answer;
            if (taken is null or { IsOk: true } || (taken.Code == "EMAIL_ALREADY_EXISTS" && MayBeReserved(person)))
            {
                return;
            }

            await Task.Delay(Pause);
        }
        while (TimeProvider.System.GetUtcNow() - indeterminate.Since < Minute);
        context.Journal.Violate("I3", $"an address of {person} is stuck a minute after '{indeterminate.What}' without an answer");
    }

    // By withdrawing nobody who was rejected makes their address free.
    private static bool MayBeReserved(Person person) => person is { Status: Status.Rejected, Indeterminate.Existence: true };

    private async Task<bool> IsOwned(Person person, string email)
    {
        string[] passwords = person.Indeterminate!.Password is { } next ? [person.Password, next] : [person.Password];
        var accepted = 0;
        foreach (var password in passwords)
        {
            var answer = await new PersonChecks(context).Answer(Call.Login(email, password), context.Client.Next());
            accepted += answer.IsOk || answer.Code is "MEMBER_BLOCKED" or "PENDING_APPROVAL" or "APPLICATION_REJECTED" ? 1 : 0;
        }

        if (accepted > 1)
        {
            context.Journal.Violate("I7", $"{person} logs in with two passwords");
        }

        return accepted > 0;
    }
}

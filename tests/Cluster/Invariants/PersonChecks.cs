using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>What a person of whom all is certain is asked for.</summary>
internal sealed class PersonChecks(LoadContext context)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks through these endpoints.</summary>
    public async Task Ask(Person person, IEnumerable<Endpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            await LogsIn(person, endpoint);
            await HasItsSessions(person, endpoint);
            await HasNothingElse(person, endpoint);
        }
    }

    /// <summary>The definite answer of one endpoint.</summary>
    public async Task<Answer> Answer(Call call, Endpoint endpoint)
    {
        var last = Load.Answer.None;
        await Eventually.Within(Patience, async () =>
        {
            last = await context.Client.Send(call, endpoint);
            if (!last.IsDefinite)
            {
                await Task.Delay(Pause);
            }

            return last.IsDefinite;
        });
        return last;
    }

    private async Task LogsIn(Person person, Endpoint endpoint)
    {
        var answer = await Answer(Call.Login(person.Email, person.Password), endpoint);
        Knocking.Check(context.Journal, person, new Outcome(answer, false, endpoint));
    }

    private async Task HasItsSessions(Person person, Endpoint endpoint)
    {
        foreach (var session in person.Sessions)
        {
            if (await Answer(Call.Me(session), endpoint) is { IsOk: false } answer)
            {
                context.Journal.Violate("I2", $"a session of {person} is answered at {endpoint} with {answer}");
            }
        }
    }

    private async Task HasNothingElse(Person person, Endpoint endpoint)
    {
        if (person.LeftEmails.Count > 0 && (await Answer(Call.Login(person.LeftEmails[^1], person.Password), endpoint)).IsOk)
        {
            context.Journal.Violate("I6", $"{person} logs in at {endpoint} with an address left before");
        }

        if (person.OldPasswords.Count > 0 && (await Answer(Call.Login(person.Email, person.OldPasswords[^1]), endpoint)).IsOk)
        {
            context.Journal.Violate("I7", $"{person} logs in at {endpoint} with an old password");
        }
    }
}

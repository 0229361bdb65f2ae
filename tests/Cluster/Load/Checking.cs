namespace Members.Tests.Cluster.Load;

/// <summary>Uses of credentials: a live session must be accepted, a dead credential refused.</summary>
internal static class Checking
{
    public static async Task Live(LoadContext context)
    {
        if (context.Population.Take(Status.Active, context.Random, toChange: false) is not { } person)
        {
            return;
        }

        if (person.Sessions.Count > 0)
        {
            var session = person.Sessions[context.Random.Next(person.Sessions.Count)];
            var outcome = await context.SendUntilAnswered(Call.Me(session));
            if (outcome.Answer is { IsOk: false })
            {
                var (client, time) = (context.Client, TimeProvider.System.GetUtcNow());
                var others = await Task.WhenAll(client.Endpoints.Select(async e => $"{e} {await client.Send(Call.Me(session), e)}"));
                context.Journal.Violate(
                    "I2",
                    $"a session of {person} got {outcome.Answer} at {outcome.At} {time:HH:mm:ss.fff}; later {string.Join(", ", others)}");
            }
            else if (outcome.IsOk && outcome.Answer!.Text("member", "id") != person.Id)
            {
                context.Journal.Violate("I1", $"a session of {person} is answered as another member's");
            }
        }

        context.Population.Return(person);
    }

    public static async Task Dead(LoadContext context)
    {
        if (context.Journal.AnyDead(context.Random) is { } dead)
        {
            await Try(context, dead, context.Client.Next());
        }
    }

    /// <summary>Tries a credential that has just ended, if there is one, at once and everywhere: later it would be no test.</summary>
    public static Task Everywhere(LoadContext context, DeadCredential? dead)
    {
        var endpoints = context.Client.Endpoints.Where(e => dead is not null && !context.Client.IsOutOfService(e));
        return Task.WhenAll(endpoints.Select(e => Try(context, dead!, e)));
    }

    /// <summary>Tries a dead credential.</summary>
    public static async Task Try(LoadContext context, DeadCredential dead, Hosting.Endpoint endpoint)
    {
        context.Journal.CountDeadCheck();
        if ((await context.Client.Send(dead.Call, endpoint)).IsOk)
        {
            var invariant = dead.Kind switch
            {
                "session" => "I4",
                "fresh ticket" => "I17",
                _ => "I5",
            };
            context.Journal.Violate(invariant, $"a {dead.Kind} that ended with {dead.EndedBy} was accepted at {endpoint}");
        }
    }
}

namespace Members.Tests.Cluster.Load;

/// <summary>Somebody ends one of their sessions.</summary>
internal static class LoggingOut
{
    public static async Task Play(LoadContext context)
    {
        if (context.Population.Take(Status.Active, context.Random, toChange: false) is not { } person)
        {
            return;
        }

        if (person.Sessions.Count > 0)
        {
            var session = person.Sessions[0];
            person.Sessions.RemoveAt(0);
            var outcome = await context.SendUntilAnswered(Call.Logout(session));
            if (outcome.IsOk || outcome is { WasRepeated: true, Answer.Status: 401 })
            {
                context.Journal.Acknowledge("logout");
                context.Journal.MarkDead("session", Call.Me(session), $"logout of {person}");
            }
            else if (outcome.Answer is not null)
            {
                context.Journal.Violate("I2", $"a logout of {person} with a live session was answered with {outcome.Answer}");
            }
        }

        context.Population.Return(person);
    }
}

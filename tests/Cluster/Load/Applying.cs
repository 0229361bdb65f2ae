namespace Members.Tests.Cluster.Load;

/// <summary>
/// Somebody applies: with an invitation, which more try than it has uses, or with an answer to the form. Both decide who waits, so that
/// the site's door stays as it is.
/// </summary>
internal static class Applying
{
    private const double ShareWithAnswer = 0.3, ShareWaiting = 0.8;

    public static async Task Play(LoadContext context)
    {
        if (context.Random.NextDouble() < ShareWithAnswer)
        {
            var waits = context.Random.NextDouble() < ShareWaiting;
            await Apply(context, new Application(null, SignUpForm.Answer(waits, context.Random)), waits);
        }
        else if (context.Journal.OpenInvitation() is { } invitation)
        {
            await Apply(context, new Application(invitation, null), waits: !invitation.LetsIn);
        }
        else
        {
            await Inviting.Invite(context);
        }
    }

    /// <summary>Somebody applies who has to wait.</summary>
    public static Task Wait(LoadContext context) =>
        Apply(context, new Application(null, SignUpForm.Answer(waits: true, context.Random)), waits: true);

    private static async Task Apply(LoadContext context, Application application, bool waits)
    {
        var person = context.Population.Invent();
        person.Application = application;
        var outcome = await context.SendUntilAnswered(Call.Register(person));
        application.Invitation?.Heard(outcome);
        if (outcome.Answer is { Code: "INVITATION_INVALID" } refused)
        {
            context.Journal.Acknowledge("used up");
            if (refused.Text("details", "applicationError", "data", "reason") != "USED_UP")
            {
                context.Journal.Violate("I21", $"{person} was refused with {refused}, and the invitation is good");
            }

            return;
        }

        if (!waits)
        {
            application.Add(new Act("APPROVED", application.Invitation?.Id));
        }

        if (context.Record(outcome, person, "apply", "I3", new Indeterminate("apply") { Existence = true }))
        {
            Registering.Note(context, person, outcome, waits ? Status.Pending : Status.Active);
        }

        context.Population.Return(person);
    }
}

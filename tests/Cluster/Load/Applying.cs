namespace Members.Tests.Cluster.Load;

/// <summary>
/// Somebody applies with an invitation that puts them into the queue, so that the site's door stays as it is. More try each invitation than
/// it has uses.
/// </summary>
internal static class Applying
{
    public static async Task Play(LoadContext context)
    {
        if (context.Journal.OpenInvitation() is not { } invitation)
        {
            await Invite(context);
            return;
        }

        var (person, copies) = (context.Population.Invent(), context.Client.Copies);
        var outcome = await context.SendUntilAnswered(Call.Register(person, invitation.Code));
        invitation.Heard(outcome);
        if (outcome.Answer?.Code == "INVITATION_INVALID")
        {
            context.Journal.Acknowledge("used up");
            return;
        }

        if (context.Record(outcome, person, "apply", "I3", new Indeterminate("apply") { Existence = true }))
        {
            var answer = outcome.Answer!;
            (person.Id, person.Status) = (answer.Text("member", "id")!, Status.Pending);
            if (copies == 1)
            {
                // Of several copies each is answered a newer token, and nobody knows whose is the newest.
                person.ApprovalToken = answer.Text("approvalToken");
            }

            if (answer.Text("member", "status") != "PENDING")
            {
                context.Journal.Violate("I9", $"{person} applied and is {answer.Text("member", "status")}");
            }
        }

        context.Population.Return(person);
    }

    private static async Task Invite(LoadContext context)
    {
        var made = await context.SendUntilAnswered(Call.Post("../invitations", new { uses = Invitation.Uses }) with
        {
            Repetition = Repetition.Any,
        });
        if (made.IsOk)
        {
            var shown = made.Answer!.Body.GetProperty("invitations")[0];
            context.Journal.Invitations.Enqueue(new(shown.GetProperty("id").GetString()!, shown.GetProperty("code").GetString()!));
        }
    }
}

namespace Members.Tests.Cluster.Load;

/// <summary>Somebody makes an invitation, to the queue or past it.</summary>
internal static class Inviting
{
    private const double ShareThatLetsIn = 0.2;

    public static async Task Invite(LoadContext context)
    {
        var letsIn = context.Random.NextDouble() < ShareThatLetsIn;
        var body = new { uses = Invitation.Uses, admits = letsIn ? "approve" : "queue" };
        var made = await context.SendUntilAnswered(Call.Post("../invitations", body) with { Repetition = Repetition.Any });
        if (made.IsOk)
        {
            var shown = made.Answer!.Body.GetProperty("invitations")[0];
            var (id, code) = (shown.GetProperty("id").GetString()!, shown.GetProperty("code").GetString()!);
            context.Journal.Invitations.Enqueue(new Invitation(id, code, letsIn));
        }
    }
}

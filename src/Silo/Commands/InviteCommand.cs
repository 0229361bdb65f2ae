using System.CommandLine;

namespace Members.Silo.Commands;

/// <summary>Mails those who came without a password.</summary>
internal static class InviteCommand
{
    public static Command Create()
    {
        var api = new ApiOptions();
        var run = new Argument<Guid>("import") { Description = "The import, as `members runs` lists it" };
        var command = new Command(
            "invite", "Mails the active members of an import who have no password a link that sets one, in waves while Members serves.")
        {
            run,
        };
        api.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var members = await api.Connect(parsed, cancellationToken);
            var answer = await members.Send(
                HttpMethod.Post, $"/v1/imports/{parsed.GetValue(run)}/invite", null, isRepeatable: true, cancellationToken);
            api.Output(parsed).Result(answer, "The mails leave in waves that take at most half of what the site may send in an hour.");
            return ExitCodes.Done;
        });
        return command;
    }
}

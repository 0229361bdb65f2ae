using System.CommandLine;
using System.Text.Json;

namespace Members.Silo.Commands;

/// <summary>Undoes an import.</summary>
internal static class UndoCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "undo";

    public static Command Create()
    {
        var api = new ApiOptions();
        var run = new Argument<Guid>("import") { Description = "The import, as `members runs` lists it" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask" };
        var command = new Command(
            Name, "Removes the members that an import made, but for those who have logged in or set a password since, and staff.")
        {
            run,
            yes,
        };
        api.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var members = await api.Connect(parsed, cancellationToken);
            var (output, id) = (api.Output(parsed), parsed.GetValue(run));
            var import = (await members.Get($"/v1/imports/{id}", cancellationToken)).GetProperty("import");
            Confirmation.Ask(
                parsed.GetValue(yes),
                $"Members of this import: {import.GetProperty("imported")}. Remove those who have not been here since?");
            JsonElement answer;
            do
            {
                answer = await members.Send(HttpMethod.Post, $"/v1/imports/{id}/undo", null, isRepeatable: true, cancellationToken);
                import = answer.GetProperty("import");
            }
            while (import.GetProperty("state").GetString() == "UNDOING");

            output.Result(answer, $"Members removed: {import.GetProperty("removed")}, kept: {import.GetProperty("kept")}.");
            return ExitCodes.Done;
        });
        return command;
    }
}

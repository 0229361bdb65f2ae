using System.CommandLine;
using Members.Gateway.Access;

namespace Members.Silo.Commands;

/// <summary>Makes an API key.</summary>
internal static class KeyCommand
{
    public static Command Create()
    {
        var api = new ApiOptions();
        var name = new Option<string>("--name")
        {
            Description = "Name of the key, for people",
            DefaultValueFactory = _ => "made on the command line",
        };
        var scopes = new Option<string[]>("--scope")
        {
            Description = "What the key may be used for; again for each scope. All scopes when there is none",
            AllowMultipleArgumentsPerToken = true,
        };
        scopes.AcceptOnlyFromAmong([.. ScopeNames.Table.All]);
        var command = new Command("key", "Makes an API key, and prints its secret.") { name, scopes };
        api.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var members = await api.Connect(parsed, cancellationToken);
            var asked = parsed.GetValue(scopes) is { Length: > 0 } some ? some : [.. ScopeNames.Table.All];
            var made = await members.Send(
                HttpMethod.Post,
                "/v1/api-keys",
                new { name = parsed.GetValue(name), scopes = asked },
                isRepeatable: false,
                cancellationToken);
            api.Output(parsed).Result(made, made.GetProperty("secret").GetString()!);
            return ExitCodes.Done;
        });
        return command;
    }
}

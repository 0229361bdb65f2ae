using System.CommandLine;
using System.Text.Json;

namespace Members.Silo.Commands;

/// <summary>Makes somebody an owner.</summary>
internal static class OwnerCommand
{
    public static Command Create()
    {
        var api = new ApiOptions();
        var email = new Argument<string>("email") { Description = "Their login address" };
        var command = new Command(
            "owner", "Makes a member an owner. Who is no member yet becomes one, and is mailed a link that sets the password.")
        {
            email,
        };
        api.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var members = await api.Connect(parsed, cancellationToken);
            var (person, isNew) = await Appoint(members, parsed.GetRequiredValue(email), cancellationToken);
            api.Output(parsed).Result(
                person,
                isNew ? "They are an owner now. A link that sets the password is mailed to them." : "They are an owner now.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<(JsonElement Person, bool IsNew)> Appoint(
        ApiConnection members, string email, CancellationToken cancellationToken)
    {
        var found = await members.Get($"/v1/members?email={Uri.EscapeDataString(email)}", cancellationToken);
        var existing = found.GetProperty("members").EnumerateArray().Cast<JsonElement?>().FirstOrDefault();
        var id = existing?.GetProperty("id").GetString() ?? (await members.Send(
                HttpMethod.Post, "/v1/members", new { loginEmail = email }, isRepeatable: false, cancellationToken))
            .GetProperty("member").GetProperty("id").GetString();

        var staff = await members.Get("/v1/staff", cancellationToken);
        var roles = staff.GetProperty("staff").EnumerateArray()
            .Where(p => p.GetProperty("id").GetString() == id)
            .SelectMany(p => p.GetProperty("roles").EnumerateArray().Select(r => r.GetString()!))
            .Append("owner")
            .ToHashSet(StringComparer.Ordinal);
        var person = await members.Send(HttpMethod.Put, $"/v1/staff/{id}", new { roles }, isRepeatable: true, cancellationToken);
        // Also who is there and has never come: a command before may have made them and died.
        var isNew = existing?.TryGetProperty("lastLoginDate", out _) != true;
        if (isNew)
        {
            await members.Send(
                HttpMethod.Post, "/v1/authentication/send-set-password-email", new { email }, isRepeatable: true, cancellationToken);
        }

        return (person, isNew);
    }
}

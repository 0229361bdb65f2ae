using Members.Gateway.Import.Steps;
using Members.Import;
using Spectre.Console;

namespace Members.Silo.Commands.Import;

/// <summary>
/// Tries one address whose password somebody knows: the surest sign that the passwords of a file will work, before anything is imported.
/// </summary>
internal static class KnownPassword
{
    private const string Variable = "MEMBERS_TRY_PASSWORD";

    /// <summary>Looks the address up in the file and tries the password.</summary>
    /// <exception cref="CommandFault">It is not in the file, or does not match.</exception>
    public static async Task<string> Try(ApiConnection members, ImportFile file, string email, CancellationToken cancellationToken)
    {
        var hash = await Find(file, email, cancellationToken);
        var password = Environment.GetEnvironmentVariable(Variable) ?? (Output.IsInteractive
            ? AnsiConsole.Prompt(new TextPrompt<string>("The password of that member:").Secret())
            : throw new CommandFault($"Nobody can be asked for the password here: set {Variable}.", ExitCodes.Usage));
        var answer = await members.Send(
            HttpMethod.Post,
            "/v1/imports/try-password",
            new { hash = hash.Reveal(), password },
            isRepeatable: true,
            cancellationToken);
        return answer.GetProperty("matches").GetBoolean()
            ? "The password matches: the members of this file will be able to log in with theirs."
            : throw new CommandFault(
                "The password does not match. Either it is another one, or the hashes of this file were made in another way. "
                + "Nothing was imported.",
                ExitCodes.Refused);
    }

    private static async Task<PortableHash> Find(ImportFile file, string email, CancellationToken cancellationToken) =>
        await file.Find(email, cancellationToken) switch
        {
            null => throw new CommandFault("No row of the file has that address."),
            (var row, null) => throw new CommandFault($"Row {row} has that address, but no hash of a password."),
            (_, { } hash) => hash,
        };
}

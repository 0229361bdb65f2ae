using System.Text.RegularExpressions;
using Members.Tests.Http.Hosting;
using MimeKit;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Verification;

/// <summary>What mails of verifications carry, and the calls that they belong to.</summary>
internal static partial class Mailed
{
    [GeneratedRegex(@"\b[1-9][0-9]{5}\b", RegexOptions.CultureInvariant)]
    private static partial Regex SixDigits();

    [GeneratedRegex(@"/undo-email-change\?token=(?<token>mue_[\w-]{92})", RegexOptions.CultureInvariant)]
    private static partial Regex UndoLink();

    public static string Code(MimeMessage mail) => SixDigits().Match(mail.TextBody ?? "").Value;

    public static string UndoToken(MimeMessage mail) => UndoLink().Match(mail.TextBody ?? "").Groups["token"].Value;

    public static string VerificationId(this Reply reply) =>
        reply.Is(Fault.EmailVerificationRequired).Json.GetProperty("details").GetProperty("applicationError").GetProperty("data")
            .Str("verificationId");

    /// <summary>Begins something that is answered with a mailed code.</summary>
    public static async Task<(string VerificationId, string Otp)> Begin(this MembersServer server, Func<Task<Reply>> call, string to)
    {
        var id = "";
        var mail = await server.Mail.After(async () => id = (await call()).VerificationId(), to);
        return (id, Code(mail));
    }

    public static Task<Reply> ChangeEmail(
        this MembersServer server, Person person, string newEmail, (string VerificationId, string Otp)? proof = null) =>
        server.Operator.Patch($"{Auth}/members/{person.Id}/change-login-email", new
        {
            newEmail,
            verify = true,
            emailVerification = proof is { } shown ? new { verificationId = shown.VerificationId, otp = shown.Otp } : null,
        });

    /// <summary>Changes an address by its code, and answers the token that undoes it.</summary>
    public static async Task<string> ChangeVerified(this MembersServer server, Person person, string newEmail)
    {
        var proof = await server.Begin(() => server.ChangeEmail(person, newEmail), newEmail);
        return UndoToken(await server.Mail.After(async () => (await server.ChangeEmail(person, newEmail, proof)).Done(), person.Email));
    }
}

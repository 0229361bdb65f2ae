using System.Text.RegularExpressions;
using Members.Tests.Http.Hosting;
using MimeKit;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Admission;

/// <summary>The mails about applications, as the tests receive them.</summary>
internal static partial class Telling
{
    private const string SetPassword = "set-password";

    [GeneratedRegex(@"http://[^\s""]+/application\?token=(?<token>mwt_[\w-]{92})", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    /// <summary>The token of the link to an application.</summary>
    public static string ApplicantToken(this MimeMessage mail) => Link().Match(mail.TextBody ?? "").Groups["token"].Value;

    /// <summary>What kind of mail it is, as its header says.</summary>
    public static string Kind(this MimeMessage mail) => mail.Headers["Members-Mail"]!;

    /// <summary>In which language it is, as its header says.</summary>
    public static string Language(this MimeMessage mail) => mail.Body!.Headers["Content-Language"]!;

    /// <summary>Waits for the mail that is due for somebody after something, and after a time.</summary>
    public static Task<MimeMessage> Told(
        this MembersServer server, Person person, Func<Task>? act = null, TimeSpan later = default) => server.Mail.After(
        async () =>
        {
            await (act?.Invoke() ?? Task.CompletedTask);
            server.Clock.Advance(later);
            await server.Settle(person);
        },
        person.Email);

    /// <summary>Asserts that somebody has got these mails, oldest first, and no other, with those that are due now.</summary>
    public static async Task HasTold(this MembersServer server, Person person, params string[] kinds)
    {
        await server.Settle(person);

        // What was due before has left, or will at once, when a mail that was asked for later has come.
        var other = await server.Register();
        await server.Mail.After(async () => (await server.SendSetPasswordEmail(other.Email)).Done(), other.Email);
        await Eventually.Holds(async () => (await server.Kinds(person)).Length >= kinds.Length, $"{kinds.Length} mails to {person.Email}");
        Assert.Equal(kinds, await server.Kinds(person));
    }

    /// <summary>Which mails somebody has got.</summary>
    public static async Task<string[]> Kinds(this MembersServer server, Person person) =>
        [.. (await server.Mail.To(person.Email)).OrderBy(m => m.Date).Select(m => m.Kind()).Where(k => k != SetPassword)];

    /// <summary>Sets what the site tells.</summary>
    public static async Task Tell(this MembersServer server, object settings) =>
        (await server.Operator.Patch($"{Auth}/settings", settings)).Done();
}

using System.Text.RegularExpressions;
using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Load;

/// <summary>Somebody asks for a link by mail and sets a new password with it.</summary>
internal static partial class SettingPassword
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static async Task Play(Stage stage)
    {
        if (stage.Crowd.Take(Standing.Active, stage.Random) is not { } person)
        {
            return;
        }

        var asked = TimeProvider.System.GetUtcNow();
        var ended = await stage.Insist(Call.SendLink(person.Email));
        if (stage.Settle(ended, person, "send link", "I11", new Doubt("send link")))
        {
            person.AwaitsMailSince = asked;
            await Eventually.Within(Patience, () => Task.FromResult(Arrived(stage.Mail, person) is not null));
            if (Arrived(stage.Mail, person) is { } mail)
            {
                await Set(stage, person, mail);
            }
        }

        stage.Crowd.Return(person);
    }

    /// <summary>The mail that a person waits for, when it is there.</summary>
    public static ArrivedMail? Arrived(SmtpSink sink, Person person) =>
        sink.To(person.Email).FirstOrDefault(m => m.At >= person.AwaitsMailSince && Link().Match(m.Content) is { Success: true } link && !person.OldLinks.Contains(link.Groups[1].Value));

    /// <summary>Follows the link in a mail.</summary>
    public static async Task Set(Stage stage, Person person, ArrivedMail mail)
    {
        var (token, next) = (Link().Match(mail.Content).Groups[1].Value, stage.Crowd.Password());
        var ended = await stage.Insist(Call.SetPassword(token, next));
        if (ended is { Answer.Code: "TOKEN_INVALID" } && !await IsSet(stage, person, next))
        {
            // A newer link is on its way, or was faster; the person goes on looking for it.
            person.OldLinks.Add(token);
            return;
        }

        person.AwaitsMailSince = null;
        if (ended.Answer?.Code == "TOKEN_INVALID")
        {
            ended = new Ended(new Answer(200, default), true);
        }

        if (!stage.Settle(ended, person, "set password", "I11", new Doubt("set password") { Password = next }))
        {
            return;
        }

        stage.Journal.BurySessions(person, "set password");
        stage.Journal.Bury("used link", Call.SetPassword(token, stage.Crowd.Password()), "its use");
        stage.Journal.Bury("old password", Call.Login(person.Email, person.Password), "set password");
        person.OldPasswords.Add(person.Password);
        person.Password = next;
    }

    // The answer of an earlier try may be what was lost.
    private static async Task<bool> IsSet(Stage stage, Person person, string password) =>
        (await stage.Insist(Call.Login(person.Email, password))).IsOk;

    [GeneratedRegex("set-password\\?token=(mpw_[A-Za-z0-9_-]{92})")]
    private static partial Regex Link();
}

using System.Text.RegularExpressions;

namespace Members.Tests.Cluster.Load;

/// <summary>Somebody asks for a link by mail and sets a new password with it.</summary>
internal static partial class SettingPassword
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static async Task Play(LoadContext context)
    {
        if (context.Population.Take(Status.Active, context.Random) is not { } person)
        {
            return;
        }

        var asked = TimeProvider.System.GetUtcNow();
        var outcome = await context.SendUntilAnswered(Call.SendLink(person.Email));
        if (context.Record(outcome, person, "send link", "I11", new Indeterminate("send link")))
        {
            person.AwaitsMailSince = asked;
            await Eventually.Within(Patience, () => Task.FromResult(Arrived(context.Mail, person) is not null));
            if (Arrived(context.Mail, person) is { } mail)
            {
                await Set(context, person, mail);
            }
        }

        context.Population.Return(person);
    }

    /// <summary>The mail that a person waits for, when it is there.</summary>
    public static ReceivedMail? Arrived(MailServer sink, Person person) =>
        sink.To(person.Email).FirstOrDefault(m => m.At >= person.AwaitsMailSince
            && Link().Match(m.Text) is { Success: true } link
            && !person.OldLinks.Contains(link.Groups[1].Value));

    /// <summary>Follows the link in a mail.</summary>
    public static async Task Set(LoadContext context, Person person, ReceivedMail mail)
    {
        var (token, next) = (Link().Match(mail.Text).Groups[1].Value, context.Population.Password());
        var outcome = await context.SendUntilAnswered(Call.SetPassword(token, next));
        if (outcome is { Answer.Code: "TOKEN_INVALID" } && !await IsSet(context, person, next))
        {
            // A newer link is on its way, or was faster; the person goes on looking for it.
            person.OldLinks.Add(token);
            return;
        }

        person.AwaitsMailSince = null;
        if (outcome.Answer?.Code == "TOKEN_INVALID")
        {
            outcome = new Outcome(new Answer(200, default), true);
        }

        if (!context.Record(outcome, person, "set password", "I11", new Indeterminate("set password") { Password = next }))
        {
            return;
        }

        context.Journal.MarkSessionsDead(person, "set password");
        context.Journal.MarkDead("used link", Call.SetPassword(token, context.Population.Password()), "its use");
        context.Journal.MarkDead("old password", Call.Login(person.Email, person.Password), "set password");
        person.OldPasswords.Add(person.Password);
        person.Password = next;
    }

    // The answer of an earlier try may be what was lost.
    private static async Task<bool> IsSet(LoadContext context, Person person, string password) =>
        (await context.SendUntilAnswered(Call.Login(person.Email, password))).IsOk;

    [GeneratedRegex("set-password\\?token=(mpw_[A-Za-z0-9_-]{92})")]
    private static partial Regex Link();
}

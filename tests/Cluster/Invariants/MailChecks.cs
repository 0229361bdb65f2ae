using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>Every link that was promised arrives by mail, and the newest one works.</summary>
internal static class MailChecks
{
    // The second try is due after a minute and looked for every ten seconds; a third comes two minutes later.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(200);

    public static async Task Expect(LoadContext context, Person person)
    {
        var since = person.AwaitsMailSince!.Value;
        await Eventually.Within(Patience - (TimeProvider.System.GetUtcNow() - since), async () =>
        {
            if (SettingPassword.Arrived(context.Mail, person) is { } mail)
            {
                await SettingPassword.Set(context, person, mail);
            }

            return person.AwaitsMailSince is null;
        });
        if (person.AwaitsMailSince is not null)
        {
            var waited = TimeProvider.System.GetUtcNow() - since;
            context.Journal.Violate("I11", $"no mail with a good link for {person}, {waited.TotalSeconds:0} s after it was promised");
        }
    }
}

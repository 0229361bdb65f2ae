using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>Each accepted link arrives by mail, and the newest one works.</summary>
internal static class Letters
{
    // The second try is due after a minute and looked for every ten seconds; a third comes two minutes later.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(200);

    public static async Task Expect(Stage stage, Person person)
    {
        var since = person.AwaitsMailSince!.Value;
        await Eventually.Within(Patience - (TimeProvider.System.GetUtcNow() - since), async () =>
        {
            if (SettingPassword.Arrived(stage.Mail, person) is { } mail)
            {
                await SettingPassword.Set(stage, person, mail);
            }

            return person.AwaitsMailSince is null;
        });
        if (person.AwaitsMailSince is not null)
        {
            stage.Journal.Break("I11", $"no mail with a good link for {person}, {(TimeProvider.System.GetUtcNow() - since).TotalSeconds:0} s after it was accepted");
        }
    }
}

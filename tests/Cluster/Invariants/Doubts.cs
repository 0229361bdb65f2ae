using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>
/// What was left without an answer has happened or not, but never by half: exactly one of the addresses is the person's,
/// and within a minute each other one is free.
/// </summary>
internal sealed class Doubts(Stage stage)
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task Resolve(Person person)
    {
        var doubt = person.Doubt!;
        string[] emails = doubt.Email is { } other ? [person.Email, other] : [person.Email];
        foreach (var email in emails)
        {
            await ComesToAnEnd(person, email, doubt);
        }

        var owned = 0;
        foreach (var email in emails)
        {
            owned += await IsOwned(person, email) ? 1 : 0;
        }

        if (owned > 1)
        {
            stage.Journal.Break("I6", $"{person} logs in with both addresses after '{doubt.What}' without an answer");
        }

        if (owned == 0 && !doubt.Existence)
        {
            stage.Journal.Break("I2", $"{person} is lost after '{doubt.What}' without an answer");
        }

        stage.Journal.People.TryRemove(person.Name, out _);
    }

    // The person's, or free. Whoever registers it here keeps it.
    private async Task ComesToAnEnd(Person person, string email, Doubt doubt)
    {
        do
        {
            if (await IsOwned(person, email))
            {
                return;
            }

            var stranger = stage.Crowd.Invent();
            stranger.Email = email;
            if ((await stage.Insist(Call.Register(stranger))).Answer is null or { IsOk: true })
            {
                return;
            }

            await Task.Delay(Pause);
        }
        while (TimeProvider.System.GetUtcNow() - doubt.Since < Minute);
        stage.Journal.Break("I3", $"an address of {person} is stuck a minute after '{doubt.What}' without an answer");
    }

    private async Task<bool> IsOwned(Person person, string email)
    {
        string[] passwords = person.Doubt!.Password is { } next ? [person.Password, next] : [person.Password];
        var accepted = 0;
        foreach (var password in passwords)
        {
            var answer = await new Questions(stage).Answer(Call.Login(email, password), stage.Caller.Next());
            accepted += answer.IsOk || answer.Code is "MEMBER_BLOCKED" or "PENDING_APPROVAL" ? 1 : 0;
        }

        if (accepted > 1)
        {
            stage.Journal.Break("I7", $"{person} logs in with two passwords");
        }

        return accepted > 0;
    }
}

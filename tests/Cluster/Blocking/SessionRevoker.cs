using System.Collections.Concurrent;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Blocking;

/// <summary>Lets a member in and ends their sessions in every way there is, and measures how long a block takes.</summary>
internal sealed class SessionRevoker(CredentialWatcher watcher, RetryingClient client, Person person, int seed)
{
    private readonly Random _random = new(seed);
    private readonly int _register = watcher.NewRegister();
    private string _session = "";

    /// <summary>How long blocks took, in the phase that goes on.</summary>
    public static ConcurrentQueue<TimeSpan> Blocks { get; set; } = new();

    public async Task Repeat(Func<bool> isEnough)
    {
        await LetIn(await Ticket(Call.Login(person.Email, person.Password)));
        while (!isEnough())
        {
            await Task.Delay(_random.Next(20, 120));
            switch (_random.Next(6))
            {
                case 0:
                    await LogOutEverywhere();
                    break;
                case 1:
                    await LogOutOne();
                    break;
                default:
                    await Block();
                    break;
            }
        }
    }

    private async Task Block()
    {
        var start = Traffic.Now;
        await watcher.End(_register, "block", async () => (await SendUntilAnswered(Call.Block(person))).IsOk);
        Blocks.Enqueue(Traffic.Between(start, Traffic.Now));
        await Task.Delay(_random.Next(0, 60));
        await LetIn((await SendUntilAnswered(Call.Unblock(person))).Text("session", "token"));
    }

    private async Task LogOutEverywhere()
    {
        var logOut = Call.Post("logout-all", new { }) with { Bearer = _session };
        await watcher.End(_register, "logout of all", async () => (await SendUntilAnswered(logOut)).IsOk);
        await LetIn(await Ticket(Call.Login(person.Email, person.Password)));
    }

    // Ends one session and leaves the others: a register of its own.
    private async Task LogOutOne()
    {
        if (await Open(await Ticket(Call.Login(person.Email, person.Password))) is not { } session)
        {
            return;
        }

        var register = watcher.NewRegister();
        watcher.Follow(register, new WatchedCredential(register, session, Traffic.Now));
        await Task.Delay(_random.Next(20, 80));
        await watcher.End(register, "logout", async () => (await SendUntilAnswered(Call.Logout(session))).IsOk);
        await Task.Delay(_random.Next(50, 200));
        watcher.Drop(register);
    }

    private async Task LetIn(string? ticket)
    {
        if (await Open(ticket) is { } session)
        {
            _session = session;
            watcher.Follow(_register, new WatchedCredential(_register, session, Traffic.Now));
        }
    }

    private async Task<string?> Open(string? ticket) =>
        ticket is null ? null : (await SendUntilAnswered(Call.Apply(ticket))).Text("session", "token");

    private async Task<string?> Ticket(Call login) => (await SendUntilAnswered(login)).Text("session", "token");

    // All of these may be repeated. When the answer to a ticket is lost, the second try is refused, and the next login helps.
    private async Task<Answer> SendUntilAnswered(Call call)
    {
        while (true)
        {
            if (await client.Send(call, client.Next()) is { IsDefinite: true } answer)
            {
                return answer;
            }

            await Task.Delay(50);
        }
    }
}

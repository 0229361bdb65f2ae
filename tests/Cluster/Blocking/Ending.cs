using System.Collections.Concurrent;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Blocking;

/// <summary>Lets members in and ends what let them in, in every way there is, and measures how long each way takes.</summary>
internal sealed class Ending(Watch watch, Caller caller, Person person, int seed)
{
    private readonly Random _random = new(seed);
    private readonly int _register = watch.NewRegister();
    private string _session = "";

    /// <summary>How long blocks took, in the phase that goes on.</summary>
    public static ConcurrentQueue<TimeSpan> Blocks { get; set; } = new();

    /// <summary>Ends and lets in again until it is enough.</summary>
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
        await watch.End(_register, "block", async () => (await Insist(Call.Block(person))).IsOk);
        Blocks.Enqueue(Traffic.Between(start, Traffic.Now));
        await Task.Delay(_random.Next(0, 60));
        await LetIn((await Insist(Call.Unblock(person))).Text("session", "token"));
    }

    private async Task LogOutEverywhere()
    {
        await watch.End(_register, "logout of all", async () => (await Insist(Call.Post("logout-all", new { }) with { Bearer = _session })).IsOk);
        await LetIn(await Ticket(Call.Login(person.Email, person.Password)));
    }

    // Ends one session and leaves the others: a register of its own.
    private async Task LogOutOne()
    {
        if (await Open(await Ticket(Call.Login(person.Email, person.Password))) is not { } session)
        {
            return;
        }

        var register = watch.NewRegister();
        watch.Follow(register, new Watched(register, session, Traffic.Now));
        await Task.Delay(_random.Next(20, 80));
        await watch.End(register, "logout", async () => (await Insist(Call.Logout(session))).IsOk);
        await Task.Delay(_random.Next(50, 200));
        watch.Drop(register);
    }

    private async Task LetIn(string? ticket)
    {
        if (await Open(ticket) is { } session)
        {
            _session = session;
            watch.Follow(_register, new Watched(_register, session, Traffic.Now));
        }
    }

    private async Task<string?> Open(string? ticket) => ticket is null ? null : (await Insist(Call.Apply(ticket))).Text("session", "token");

    private async Task<string?> Ticket(Call login) => (await Insist(login)).Text("session", "token");

    // All of these are good to repeat. What a ticket's first try opened is nobody's; a second one is refused and the next login helps.
    private async Task<Answer> Insist(Call call)
    {
        while (true)
        {
            if (await caller.Try(call, caller.Next()) is { IsDefinite: true } answer)
            {
                return answer;
            }

            await Task.Delay(50);
        }
    }
}

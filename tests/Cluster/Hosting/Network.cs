using System.Globalization;
using System.Net;

namespace Members.Tests.Cluster.Hosting;

/// <summary>Where the silos and gateways run, seen from the network.</summary>
internal interface INetwork : IAsyncDisposable
{
    /// <summary>Where the silos reach what runs beside the tests, and what runs beside the tests reaches itself.</summary>
    IPAddress Host { get; }

    /// <summary>The address of a machine.</summary>
    IPAddress Of(int machine);

    /// <summary>What a command must begin with to run on that machine.</summary>
    IReadOnlyList<string> On(int machine);
}

/// <summary>All on one machine: nothing can be taken apart.</summary>
internal sealed class Loopback : INetwork
{
    public IPAddress Host => IPAddress.Loopback;

    public IPAddress Of(int machine) => IPAddress.Loopback;

    public IReadOnlyList<string> On(int machine) => [];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>
/// A machine's worth of network for each silo and gateway (a network namespace) and a cable from each to one switch (a bridge). Needs
/// root.
/// </summary>
internal sealed class Machines : INetwork
{
    // Nobody has this hardware address: what is sent there is lost, and the sender is not told. As with a broken cable.
    private const string Nobody = "02:00:00:00:00:ff";

    private readonly string _name = $"m{Environment.ProcessId}";
    private readonly int _count;
    private readonly int _net;

    private Machines(int count, int net) => (_count, _net) = (count, net);

    public IPAddress Host => Address(1);

    private string Bridge => $"{_name}b";

    /// <summary>Makes them; null where that is not allowed.</summary>
    public static async Task<Machines?> TryMake(int count)
    {
        if (!Environment.IsPrivilegedProcess || (await Command.Try("sh", "-c", "command -v ip")).ExitCode != 0)
        {
            return null;
        }

        await ClearLeftovers();
        var machines = new Machines(count, await FreeNet());
        try
        {
            await machines.Make();
            return machines;
        }
        catch (InvalidOperationException notAllowed)
        {
            Console.Error.WriteLine($"No network namespaces here: {notAllowed.Message}");
            await machines.DisposeAsync();
            return null;
        }
    }

    public IPAddress Of(int machine) => Address(10 + machine);

    public IReadOnlyList<string> On(int machine) => ["ip", "netns", "exec", Name(machine)];

    /// <summary>From now on nothing that one machine sends to the other arrives.</summary>
    public Task Cut(int from, int to) => In(from, "neigh", "replace", $"{Of(to)}", "lladdr", Nobody, "nud", "permanent", "dev", "eth0");

    /// <summary>Whatever was cut arrives again.</summary>
    public Task Join(int from, int to) => In(from, "neigh", "del", $"{Of(to)}", "dev", "eth0");

    /// <summary>From now on nothing that the two send to each other arrives.</summary>
    public async Task CutBothWays(int one, int other)
    {
        await Cut(one, other);
        await Cut(other, one);
    }

    /// <summary>Whatever was cut between the two arrives again.</summary>
    public async Task JoinBothWays(int one, int other)
    {
        await Join(one, other);
        await Join(other, one);
    }

    /// <summary>Whether a connection from one machine to a port of another comes about.</summary>
    public async Task<bool> Reaches(int from, int to, int port) =>
        (await Command.Try([.. On(from), "timeout", "1", "bash", "-c", $"exec 3<>/dev/tcp/{Of(to)}/{port}"])).ExitCode == 0;

    public async ValueTask DisposeAsync()
    {
        for (var machine = 0; machine < _count; machine++)
        {
            await Command.Try("ip", "netns", "del", Name(machine));
        }

        await Command.Try("ip", "link", "del", Bridge);
    }

    private async Task Make()
    {
        await Ip("link", "add", Bridge, "type", "bridge");
        await Ip("addr", "add", $"{Host}/24", "dev", Bridge);
        await Ip("link", "set", Bridge, "up");
        for (var machine = 0; machine < _count; machine++)
        {
            var (name, cable) = (Name(machine), $"{_name}c{machine}");
            await Ip("netns", "add", name);
            await Ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name);
            await Ip("link", "set", cable, "master", Bridge, "up");
            await In(machine, "link", "set", "lo", "up");
            await In(machine, "addr", "add", $"{Of(machine)}/24", "dev", "eth0");
            await In(machine, "link", "set", "eth0", "up");
        }
    }

    // Of runs that were killed.
    private static async Task ClearLeftovers()
    {
        foreach (var line in (await Command.Try("ip", "netns", "list")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = line.Split(' ')[0];
            if (Owner(name) is { } process && !Directory.Exists($"/proc/{process}"))
            {
                await Command.Try("ip", "netns", "del", name);
                await Command.Try("ip", "link", "del", $"m{process}b");
            }
        }
    }

    private static int? Owner(string machine) => machine.StartsWith('m') && machine.Split('n') is [var owner, _]
        && int.TryParse(owner[1..], CultureInfo.InvariantCulture, out var process) ? process : null;

    private static async Task<int> FreeNet()
    {
        var taken = await Command.Run("ip", "-o", "addr");
        var nets = Enumerable.Range(Environment.ProcessId % 200, 250).Select(n => n % 250);
        return nets.First(n => !taken.Contains($" 10.214.{n}.", StringComparison.Ordinal));
    }

    private static Task<string> Ip(params string[] arguments) => Command.Run(["ip", .. arguments]);

    private Task<string> In(int machine, params string[] arguments) => Command.Run(["ip", "-n", Name(machine), .. arguments]);

    private string Name(int machine) => $"{_name}n{machine}";

    private IPAddress Address(int last) => IPAddress.Parse($"10.214.{_net}.{last}");
}

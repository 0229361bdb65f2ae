using System.Collections.Concurrent;
using System.Globalization;
using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Blocking;

/// <summary>Members whose sessions are ended all the time, and checkers everywhere; the phases change what happens meanwhile.</summary>
internal sealed class BlockingRun
{
    private const int Members = 24, Checkers = 6, AtTheVictim = 10;
    private static readonly TimeSpan Pause = Phases.Seconds(4, 8);
    private readonly ClusterUnderTest _cluster;
    private readonly Watch _watch;
    private readonly Caller _caller;
    private readonly Task _work;
    private readonly object _keyRequest = new { name = "watched", scopes = new[] { "settings.manage" } };
    private readonly Random _random = new(Phases.Seed);
    private readonly TaskCompletionSource _begun = new();
    private volatile Endpoint? _victim;
    private volatile bool _isEnough;

    public BlockingRun(ClusterUnderTest cluster)
    {
        (_cluster, _watch, _caller) = (cluster, new Watch(cluster.Endpoints), new Caller(cluster.Endpoints, new Journal()) { ShareThatWalksAway = 0 });
        _work = Work();
    }

    public (long Accepted, long Refused) Checks => _watch.History.Checks;

    /// <summary>How often each victim has answered from the moment at which it woke.</summary>
    public ConcurrentDictionary<string, long> Evidence { get; } = new();

    /// <summary>Waits until everybody is there.</summary>
    public Task Begun() => Task.WhenAny(_begun.Task, _work).Unwrap();

    public async Task<string> Phase(string name, Func<Task> phase)
    {
        var (before, blocks) = (_watch.History.Checks, Ending.Blocks = new ConcurrentQueue<TimeSpan>());
        await phase();
        var times = blocks.Order().ToList();
        var after = _watch.History.Checks;
        return string.Create(CultureInfo.InvariantCulture, $"{name}: {after.Accepted + after.Refused - before.Accepted - before.Refused} checks, {times.Count} blocks, ")
            + string.Create(CultureInfo.InvariantCulture, $"p50 {At(times, 0.5):0} ms, p99 {At(times, 0.99):0} ms, longest {At(times, 1):0} ms");
    }

    public async Task PauseOne()
    {
        var silo = _cluster.Silos[_random.Next(_cluster.Silos.Count)];
        _victim = silo.Endpoint;
        await silo.Send(Signal.Stop);
        await Task.Delay(Pause);
        var before = _watch.AnswersOf(silo.Endpoint);
        await silo.Send(Signal.Cont);
        await Task.Delay(TimeSpan.FromSeconds(3));
        Evidence[$"{silo.Name} #{Evidence.Count}"] = _watch.AnswersOf(silo.Endpoint) - before;
        await Supervisor.StartWhoHasEnded(_cluster);
    }

    public async Task CutOne()
    {
        var machines = (Machines)_cluster.Network;
        var silo = _cluster.Silos[_random.Next(_cluster.Silos.Count)];
        var others = _cluster.Silos.Where(s => s != silo).ToList();
        _victim = silo.Endpoint;
        var before = _watch.AnswersOf(silo.Endpoint);
        foreach (var other in others)
        {
            await machines.Cut(silo.Machine, other.Machine);
            await machines.Cut(other.Machine, silo.Machine);
        }

        await Task.Delay(Pause);
        Evidence[$"{silo.Name} #{Evidence.Count}"] = _watch.AnswersOf(silo.Endpoint) - before;
        foreach (var other in others)
        {
            await machines.Join(silo.Machine, other.Machine);
            await machines.Join(other.Machine, silo.Machine);
        }

        await Supervisor.StartWhoHasEnded(_cluster);
    }

    public async Task<IReadOnlyList<StaleCheck>> Finish()
    {
        _isEnough = true;
        await _work;
        _watch.Dispose();
        _caller.Dispose();
        return _watch.History.Violations();
    }

    private async Task Work()
    {
        var crowd = new Crowd(new Journal());
        var people = Enumerable.Range(0, Members).Select(_ => crowd.Invent()).ToList();
        await Parallel.ForEachAsync(people, async (person, _) => person.Id = (await _caller.Insist(Call.Register(person), new Random(1))).Answer!.Text("member", "id")!);
        var checks = Enumerable.Range(0, Checkers).Select(n => _watch.CheckOn(n))
            .Concat(Enumerable.Range(0, AtTheVictim).Select(n => _watch.CheckOn(100 + n, () => _victim ?? _caller.Next())));
        var ends = people.Select((p, n) => new Ending(_watch, _caller, p, n).Repeat(() => _isEnough)).Append(Keys());
        var checking = Task.WhenAll(checks.ToList());
        _begun.SetResult();
        await Task.WhenAll(ends.ToList());
        _watch.Finish();
        await checking;
    }

    // An API key is checked and revoked like a session.
    private async Task Keys()
    {
        while (!_isEnough)
        {
            var made = await _caller.Insist(new Call(HttpMethod.Post, "../api-keys", _keyRequest), new Random(1));
            if (made.Answer?.Text("secret") is not { } key || made.Answer.Text("apiKey", "id") is not { } id)
            {
                throw new InvalidOperationException($"An API key was answered with {made.Answer}");
            }

            var register = _watch.NewRegister();
            _watch.Follow(register, new Watched(register, key, Traffic.Now, "/v1/authentication/settings"));
            await Task.Delay(150);
            await _watch.End(register, "revocation of a key", async () => (await _caller.Insist(new Call(HttpMethod.Delete, $"../api-keys/{id}"), new Random(1))).IsOk);
            await Task.Delay(300);
            _watch.Drop(register);
        }
    }

    private static double At(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))].TotalMilliseconds;
}

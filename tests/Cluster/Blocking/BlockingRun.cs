using System.Collections.Concurrent;
using System.Globalization;
using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Blocking;

/// <summary>Members whose sessions are ended all the time, and clients that use them everywhere, through several phases.</summary>
internal sealed class BlockingRun : IDisposable
{
    private const int Members = 24, Checkers = 6, AtTheVictim = 10;
    private static readonly TimeSpan Pause = RunOptions.Seconds(4, 8);
    private static readonly TimeSpan Awake = RunOptions.Seconds(2, 3);
    private readonly ClusterUnderTest _cluster;
    private readonly CredentialWatcher _watcher;
    private readonly RetryingClient _client;
    private readonly Task _work;
    private readonly object _keyRequest = new { name = "watched", scopes = new[] { "settings.manage" } };
    private readonly Random _random = new(RunOptions.Seed);
    private readonly TaskCompletionSource _begun = new();
    private volatile Endpoint? _victim;
    private volatile bool _isEnough;

    public BlockingRun(ClusterUnderTest cluster)
    {
        (_cluster, _watcher) = (cluster, new CredentialWatcher(cluster.Endpoints));
        _client = new RetryingClient(cluster.Endpoints, new Journal()) { ShareWithoutRetry = 0 };
        _work = Work();
    }

    public (long Accepted, long Refused) Checks => _watcher.History.Checks;

    /// <summary>How often each victim answered from the moment at which it woke.</summary>
    public ConcurrentDictionary<string, long> Evidence { get; } = new();

    /// <summary>Waits until everybody has registered.</summary>
    public Task Begun() => Task.WhenAny(_begun.Task, _work).Unwrap();

    public async Task<string> Phase(string name, Func<Task> phase)
    {
        var (before, blocks) = (_watcher.History.Checks, SessionRevoker.Blocks = new ConcurrentQueue<TimeSpan>());
        await phase();
        var (after, times) = (_watcher.History.Checks, blocks.Order().ToList());
        var checks = after.Accepted + after.Refused - before.Accepted - before.Refused;
        var (half, most, all) = (At(times, 0.5), At(times, 0.99), At(times, 1));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {checks} checks, {times.Count} blocks, p50 {half:0} ms, p99 {most:0} ms, longest {all:0} ms");
    }

    public async Task PauseOne(IReadOnlyList<Node> among)
    {
        var victim = among[_random.Next(among.Count)];
        _victim = victim.Endpoint;
        await victim.Send(Signal.Stop);
        await Task.Delay(Pause);
        var before = _watcher.AnswersOf(victim.Endpoint);
        await victim.Send(Signal.Continue);
        await Task.Delay(Awake);
        Evidence[$"{victim.Name} #{Evidence.Count}"] = _watcher.AnswersOf(victim.Endpoint) - before;
        await _cluster.Restore();
    }

    public async Task CutOne(IReadOnlyList<Node> among)
    {
        var machines = (Machines)_cluster.Network;
        var victim = among[_random.Next(among.Count)];
        var others = _cluster.Silos.Where(s => s != victim).ToList();
        _victim = victim.Endpoint;
        var before = _watcher.AnswersOf(victim.Endpoint);
        foreach (var other in others)
        {
            await machines.CutBothWays(victim.Machine, other.Machine);
        }

        await Task.Delay(Pause);
        Evidence[$"{victim.Name} #{Evidence.Count}"] = _watcher.AnswersOf(victim.Endpoint) - before;
        foreach (var other in others)
        {
            await machines.JoinBothWays(victim.Machine, other.Machine);
        }

        await _cluster.Restore();
    }

    public async Task<IReadOnlyList<StaleCheck>> Finish()
    {
        _isEnough = true;
        await _work;
        return _watcher.History.Violations();
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _client.Dispose();
    }

    private async Task Work()
    {
        var population = new Population(new Journal());
        var people = Enumerable.Range(0, Members).Select(_ => population.Invent()).ToList();
        await Parallel.ForEachAsync(people, async (person, _) =>
        {
            var registered = await _client.SendUntilAnswered(Call.Register(person), new Random(1));
            person.Id = registered.Answer!.Text("member", "id")!;
        });
        var checks = Enumerable.Range(0, Checkers).Select(n => _watcher.CheckOn(n))
            .Concat(Enumerable.Range(0, AtTheVictim).Select(n => _watcher.CheckOn(100 + n, () => _victim ?? _client.Next())));
        var ends = people.Select((p, n) => new SessionRevoker(_watcher, _client, p, n).Repeat(() => _isEnough)).Append(Keys());
        var checking = Task.WhenAll(checks.ToList());
        _begun.SetResult();
        await Task.WhenAll(ends.ToList());
        _watcher.Finish();
        await checking;
    }

    // An API key is checked and revoked like a session.
    private async Task Keys()
    {
        while (!_isEnough)
        {
            var made = await _client.SendUntilAnswered(new Call(HttpMethod.Post, "../api-keys", _keyRequest), new Random(1));
            if (made.Answer?.Text("secret") is not { } key || made.Answer.Text("apiKey", "id") is not { } id)
            {
                throw new InvalidOperationException($"Creating an API key was answered with {made.Answer}.");
            }

            var register = _watcher.NewRegister();
            _watcher.Follow(register, new WatchedCredential(register, key, Traffic.Now, "/v1/authentication/settings"));
            await Task.Delay(150);
            var revoke = new Call(HttpMethod.Delete, $"../api-keys/{id}");
            await _watcher.End(register, "revocation of a key", async () => (await _client.SendUntilAnswered(revoke, new Random(1))).IsOk);
            await Task.Delay(300);
            _watcher.Drop(register);
        }
    }

    private static double At(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))].TotalMilliseconds;
}

using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Blocking;

/// <summary>Uses credentials all the time, everywhere, and records what was accepted and what was ended.</summary>
internal sealed class CredentialWatcher(IReadOnlyList<Endpoint> endpoints) : IDisposable
{
    // Short, so that new checks begin all the time at a silo that stands still.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { Timeout = Patience };
    private readonly ConcurrentDictionary<int, IReadOnlyList<WatchedCredential>> _watched = new();
    private readonly ConcurrentDictionary<Endpoint, long> _answers = new();
    private volatile bool _isOver;
    private int _registers;

    public RevocationHistory History { get; } = new();

    /// <summary>How often an endpoint has answered.</summary>
    public long AnswersOf(Endpoint endpoint) => _answers.GetValueOrDefault(endpoint);

    /// <summary>A register for credentials that end together.</summary>
    public int NewRegister() => Interlocked.Increment(ref _registers);

    /// <summary>Watches the newest credentials of a register, of which the older ones should be dead.</summary>
    public void Follow(int register, WatchedCredential newest) =>
        _watched.AddOrUpdate(register, [newest], (_, before) => [.. before.TakeLast(2), newest]);

    /// <summary>Stops watching a register.</summary>
    public void Drop(int register) => _watched.TryRemove(register, out _);

    public async Task CheckOn(int seed, Func<Endpoint>? at = null)
    {
        var random = new Random(seed);
        while (!_isOver)
        {
            var all = _watched.Values.ToList();
            if (all.Count == 0)
            {
                await Task.Delay(10);
                continue;
            }

            var some = all[random.Next(all.Count)];
            await Check(some[random.Next(some.Count)], at?.Invoke() ?? endpoints[random.Next(endpoints.Count)]);
        }
    }

    /// <summary>Ends the credentials of a register and records when.</summary>
    public async Task End(int register, string kind, Func<Task<bool>> end)
    {
        var call = Traffic.Now;
        if (await end())
        {
            History.Revoked(new Revocation(register, kind, call, Traffic.Now));
        }
    }

    public void Finish() => _isOver = true;

    public void Dispose() => _http.Dispose();

    private async Task Check(WatchedCredential credential, Endpoint endpoint)
    {
        var call = Traffic.Now;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint.Url, credential.Path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential.Token);
            using var response = await _http.SendAsync(request);
            _answers.AddOrUpdate(endpoint, 1, (_, n) => n + 1);
            if ((int)response.StatusCode == 200)
            {
                History.Accepted(new AcceptedCheck(credential.Register, credential.OpenedAt, call, Traffic.Now));
            }
            else if ((int)response.StatusCode == 401)
            {
                History.Refused();
            }
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
        {
            await Task.Delay(20);
        }
    }
}

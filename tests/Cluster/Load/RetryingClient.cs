using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Load;

/// <summary>How an operation ended for its client.</summary>
/// <param name="Answer">The answer; null when the client gave up without one.</param>
/// <param name="WasRepeated">Whether an earlier try ended without a definite answer, and so may still take effect.</param>
/// <param name="At">Who gave the answer.</param>
internal readonly record struct Outcome(Answer? Answer, bool WasRepeated, Endpoint? At = null)
{
    /// <summary>Whether several copies were sent at once. Each is answered a newer token, and nobody knows whose is the newest.</summary>
    public bool WasCopied { get; init; }

    public bool IsOk => Answer is { IsOk: true };
}

/// <summary>Sends requests, again and elsewhere as long as their outcome is unknown, and records how that went.</summary>
internal sealed class RetryingClient(IReadOnlyList<Endpoint> endpoints, Journal journal) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Shunned = TimeSpan.FromMilliseconds(500);

    // Longer than the product itself waits.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(6.5);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    private readonly HttpClient _http =
        new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, ConnectTimeout = ConnectTimeout }) { Timeout = TimeLimit };

    private readonly ConcurrentDictionary<Endpoint, long> _refusedAt = new();
    private int _turn;

    public IReadOnlyList<Endpoint> Endpoints => endpoints;

    /// <summary>How the requests went.</summary>
    public Traffic Traffic { get; set; } = new();

    /// <summary>The share of operations that are given up when their first request has no definite answer.</summary>
    public double ShareWithoutRetry { get; init; } = 0.1;

    /// <summary>The endpoints to which a load balancer would send nothing.</summary>
    public Func<Endpoint, bool> IsOutOfService { get; set; } = _ => false;

    /// <summary>How many copies of each change are sent at once, each to another endpoint.</summary>
    public int Copies { get; set; } = 1;

    /// <summary>The next endpoint in turn. As a load balancer does, it passes over those that refused a connection just now.</summary>
    public Endpoint Next()
    {
        for (var i = 0; i < endpoints.Count; i++)
        {
            var endpoint = InTurn();
            var hasRefused = _refusedAt.TryGetValue(endpoint, out var at) && Traffic.Between(at, Traffic.Now) <= Shunned;
            if (!IsOutOfService(endpoint) && !hasRefused)
            {
                return endpoint;
            }
        }

        return InTurn();
    }

    /// <summary>Sends a request once.</summary>
    public async Task<Answer> Send(Call call, Endpoint endpoint) => (await Exchange(call, endpoint)).Answer;

    /// <summary>Sends a request until its outcome is known. A share of them is given up instead.</summary>
    public async Task<Outcome> SendUntilAnswered(Call call, Random random)
    {
        var (start, disturbed, successes, wasCopied) = (Traffic.Now, new List<Exchange>(), 0, false);
        var givesUp = random.NextDouble() < ShareWithoutRetry;
        while (true)
        {
            var copies = Enumerable.Range(0, call.Method == HttpMethod.Get ? 1 : Copies);
            var tries = await Task.WhenAll(copies.Select(_ => Exchange(call, Next())));
            wasCopied |= tries.Length > 1;
            disturbed.AddRange(tries.Select(t => t.Exchange).Where(Traffic.IsDisturbed));
            successes += tries.Count(t => t.Answer.IsOk);
            CheckRepetition(call, tries, successes);

            var (best, exchange) = tries.OrderByDescending(t => t.Answer.IsOk).ThenByDescending(t => t.Answer.IsDefinite).First();
            var isOver = Traffic.Between(start, Traffic.Now) > Patience;
            if (best.IsDefinite || isOver || givesUp)
            {
                if (disturbed.Count > 0)
                {
                    Traffic.Add(new DelayedOperation(disturbed, start, Traffic.Now));
                }

                if (isOver && !best.IsDefinite)
                {
                    journal.Violate("I14", $"{call.Path} got no definite answer in {Patience.TotalSeconds:0} s, the last was {best}");
                }

                var wasRepeated = disturbed.Exists(t => t.Status is 0 or >= 500);
                return new Outcome(best.IsDefinite ? best : null, wasRepeated, exchange.Endpoint) { WasCopied = wasCopied };
            }

            await Task.Delay(Pause);
        }
    }

    public void Dispose() => _http.Dispose();

    private Endpoint InTurn() => endpoints[(int)((uint)Interlocked.Increment(ref _turn) % (uint)endpoints.Count)];

    private void CheckRepetition(Call call, (Answer Answer, Exchange Exchange)[] tries, int successes)
    {
        if (call.Repetition == Repetition.Once && successes > 1)
        {
            journal.Violate("I5", $"{call.Path} with one token succeeded {successes} times");
        }

        if (call.Repetition == Repetition.Same && successes > 0)
        {
            foreach (var (other, _) in tries.Where(t => t.Answer is { IsOk: false, IsDefinite: true }))
            {
                journal.Violate("I12", $"of several equal requests of {call.Path} one succeeded and one was answered with {other}");
            }
        }

        if (tries.Select(t => t.Answer.Text("member", "id")).OfType<string>().Distinct().Count() > 1)
        {
            journal.Violate("I12", $"equal requests of {call.Path} were answered with different members");
        }
    }

    private async Task<(Answer Answer, Exchange Exchange)> Exchange(Call call, Endpoint endpoint)
    {
        var start = Traffic.Now;
        var answer = await SendOnce(call, endpoint);
        var exchange = new Exchange(endpoint, start, Traffic.Now, answer.Status);
        Traffic.Add(exchange);
        if (answer.Status == 500)
        {
            journal.Violate("I13", $"{call.Path} was answered with {answer} at {endpoint}");
        }

        return (answer, exchange);
    }

    private async Task<Answer> SendOnce(Call call, Endpoint endpoint)
    {
        try
        {
            using var request = new HttpRequestMessage(call.Method, new Uri(endpoint.Url, $"/v1/authentication/{call.Path}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", call.Bearer ?? ClusterOptions.Key);
            request.Content = call.Body is null ? null : JsonContent.Create(call.Body, call.Body.GetType());
            if (call.IdempotencyKey is { } key)
            {
                request.Headers.Add("Idempotency-Key", key);
            }

            using var response = await _http.SendAsync(request);
            var body = await response.Content.ReadAsByteArrayAsync();
            return new Answer((int)response.StatusCode, body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body));
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            _refusedAt[endpoint] = Traffic.Now;
            return Answer.None;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return Answer.None;
        }
    }
}

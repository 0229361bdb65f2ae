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
internal readonly record struct Ended(Answer? Answer, bool WasRepeated, Endpoint? At = null)
{
    public bool IsOk => Answer is { IsOk: true };
}

/// <summary>Sends the clients' requests, again and elsewhere when the outcome is unknown, and keeps account.</summary>
internal sealed class Caller(IReadOnlyList<Endpoint> endpoints, Journal journal) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Shunned = TimeSpan.FromMilliseconds(500);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(3) })
    {
        Timeout = TimeSpan.FromSeconds(6.5), // longer than the product's own patience
    };

    private readonly ConcurrentDictionary<Endpoint, long> _refusedAt = new();
    private int _turn;

    public IReadOnlyList<Endpoint> Endpoints => endpoints;

    /// <summary>What the clients see.</summary>
    public Traffic Traffic { get; set; } = new();

    /// <summary>Which share of the clients gives up at the first trouble, and leaves whatever they have begun.</summary>
    public double ShareThatWalksAway { get; init; } = 0.1;

    /// <summary>Whom a balancer sends nobody to.</summary>
    public Func<Endpoint, bool> IsOutOfService { get; set; } = _ => false;

    /// <summary>How often each change is sent at once, each time to another place.</summary>
    public int Copies { get; set; } = 1;

    /// <summary>The next endpoint in turn, without those where nobody listened a moment ago: so does any balancer.</summary>
    public Endpoint Next()
    {
        for (var i = 0; i < endpoints.Count; i++)
        {
            var endpoint = endpoints[(int)((uint)Interlocked.Increment(ref _turn) % (uint)endpoints.Count)];
            if (!IsOutOfService(endpoint) && (!_refusedAt.TryGetValue(endpoint, out var at) || Traffic.Between(at, Traffic.Now) > Shunned))
            {
                return endpoint;
            }
        }

        return endpoints[(int)((uint)Interlocked.Increment(ref _turn) % (uint)endpoints.Count)];
    }

    /// <summary>Sends a request once.</summary>
    public async Task<Answer> Try(Call call, Endpoint endpoint) => (await Exchange(call, endpoint)).Answer;

    /// <summary>Sends a request until its outcome is known. A few clients walk away instead.</summary>
    public async Task<Ended> Insist(Call call, Random random)
    {
        var (start, troubled, successes) = (Traffic.Now, new List<Exchange>(), 0);
        var walksAway = random.NextDouble() < ShareThatWalksAway;
        while (true)
        {
            var tries = await Task.WhenAll(Enumerable.Range(0, call.Method == HttpMethod.Get ? 1 : Copies).Select(_ => Exchange(call, Next())));
            troubled.AddRange(tries.Select(t => t.Exchange).Where(Traffic.IsTrouble));
            successes += tries.Count(t => t.Answer.IsOk);
            Judge(call, tries, successes);

            var (best, exchange) = tries.OrderByDescending(t => t.Answer.IsOk).ThenByDescending(t => t.Answer.IsDefinite).First();
            var isOver = Traffic.Between(start, Traffic.Now) > Patience;
            if (best.IsDefinite || isOver || walksAway)
            {
                if (troubled.Count > 0)
                {
                    Traffic.Add(new Held(troubled, start, Traffic.Now));
                }

                if (isOver && !best.IsDefinite)
                {
                    journal.Break("I14", $"{call.Path} got no definite answer in {Patience.TotalSeconds:0} s, the last was {best}");
                }

                return new Ended(best.IsDefinite ? best : null, troubled.Exists(t => t.Status is 0 or >= 500), exchange.Endpoint);
            }

            await Task.Delay(Pause);
        }
    }

    public void Dispose() => _http.Dispose();

    private void Judge(Call call, (Answer Answer, Exchange Exchange)[] tries, int successes)
    {
        if (call.Repetition == Repetition.Once && successes > 1)
        {
            journal.Break("I5", $"{call.Path} with one token succeeded {successes} times");
        }

        if (call.Repetition == Repetition.Same && successes > 0)
        {
            foreach (var (other, _) in tries.Where(t => t.Answer is { IsOk: false, IsDefinite: true }))
            {
                journal.Break("I12", $"of several equal requests of {call.Path} one succeeded and one was answered with {other}");
            }
        }

        if (tries.Select(t => t.Answer.Text("member", "id")).OfType<string>().Distinct().Count() > 1)
        {
            journal.Break("I12", $"equal requests of {call.Path} were answered with different members");
        }
    }

    private async Task<(Answer Answer, Exchange Exchange)> Exchange(Call call, Endpoint endpoint)
    {
        var start = Traffic.Now;
        var answer = await Send(call, endpoint);
        var exchange = new Exchange(endpoint, start, Traffic.Now, answer.Status);
        Traffic.Add(exchange);
        if (answer.Status == 500)
        {
            journal.Break("I13", $"{call.Path} was answered with {answer}, which nobody expects, at {endpoint}");
        }

        return (answer, exchange);
    }

    private async Task<Answer> Send(Call call, Endpoint endpoint)
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
        catch (HttpRequestException refused) when (refused.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            _refusedAt[endpoint] = Traffic.Now;
            return Answer.None;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
        {
            return Answer.None;
        }
    }
}

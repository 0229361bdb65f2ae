using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Members.Tests.Bench.Load;
using Members.Tests.Bench.Machine;

namespace Members.Tests.Bench.Targets;

/// <summary>A service that members log in to, as a running process.</summary>
internal abstract class Target(string name, Server server) : IAsyncDisposable
{
    /// <summary>The password of every member. It has what the strictest service asks for.</summary>
    protected const string Password = "Tin-wolf-harbour-41";

    /// <summary>The addresses of the members, with room for a number.</summary>
    protected const string Email = $"m{RequestBytes.Number}@example.com";

    private const int MostAttempts = 50;
    private static readonly TimeSpan BeforeAgain = TimeSpan.FromMilliseconds(200);

    /// <summary>What it is called in the results.</summary>
    public string Name => name;

    public Server Server => server;

    /// <summary>The base of its URLs.</summary>
    public Uri Url => new($"http://127.0.0.1:{server.Port}");

    /// <summary>Calls that prepare what is measured.</summary>
    protected static HttpClient Http { get; } = new(new HttpClientHandler { UseCookies = false });

    /// <summary>The address of a member.</summary>
    public static string EmailOf(int number) => Email.Replace(RequestBytes.Number, $"{number:D8}", StringComparison.Ordinal);

    /// <summary>Registers members, each another one.</summary>
    public LoadPlan Registering => Plan(RegisterRequest);

    /// <summary>Logs members in.</summary>
    public LoadPlan LoggingIn => Plan(LoginRequest);

    protected abstract string RegisterRequest { get; }

    protected abstract string LoginRequest { get; }

    /// <summary>Opens a session of a member.</summary>
    /// <returns>The request that checks it.</returns>
    public abstract Task<string> OpenSession(int number);

    /// <summary>A load on this service.</summary>
    public LoadPlan Plan(params IReadOnlyList<string> requests) => new() { Port = server.Port, Requests = requests };

    /// <summary>Registers the members with the numbers from 1 on.</summary>
    /// <exception cref="InvalidOperationException">One was refused.</exception>
    public async Task Populate(int count, int first = 1)
    {
        var made = await LoadProcess.Run(Registering with { Clients = 8, First = first, Most = count, Seconds = 300, Insists = true });
        if (made.Made != count)
        {
            throw new InvalidOperationException($"{Name} registered {made.Made} of {count} members; the others: {made.Refusals}.");
        }
    }

    /// <summary>Opens a session of each of the first members.</summary>
    /// <returns>The load that checks them in turn.</returns>
    public async Task<LoadPlan> CheckSessions(int count)
    {
        var requests = new List<string>();
        foreach (var numbers in Enumerable.Range(1, count).Chunk(Environment.ProcessorCount))
        {
            requests.AddRange(await Task.WhenAll(numbers.Select(OpenSession)));
        }

        return Plan(requests);
    }

    public virtual ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>Makes a call that must succeed. One that is refused for now (429, 503) is repeated.</summary>
    protected async Task<(JsonElement Body, HttpResponseMessage Answer)> Post(
        string path, object body, params (string Name, string Value)[] headers)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Url, path)) { Content = JsonContent.Create(body) };
            foreach (var (header, value) in headers)
            {
                request.Headers.Add(header, value);
            }

            var answer = await Http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.IsSuccessStatusCode)
            {
                return (JsonSerializer.Deserialize<JsonElement>(text), answer);
            }

            if (attempt == MostAttempts || answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
            {
                throw new InvalidOperationException($"{Name} answered {path} with {(int)answer.StatusCode}: {text}");
            }

            await Task.Delay(BeforeAgain);
        }
    }
}

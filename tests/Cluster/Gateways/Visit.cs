using System.Net.Http.Headers;
using System.Text.Json;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Gateways;

/// <summary>One member with a session.</summary>
internal sealed class Visit : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { Timeout = Patience };
    private readonly ClusterUnderTest _cluster;
    private readonly RetryingClient _client;
    private readonly Population _population;
    private readonly Person _person;
    private string _session = "";

    private Visit(ClusterUnderTest cluster, Journal journal)
    {
        (_cluster, _population) = (cluster, new Population(journal));
        _client = new RetryingClient(cluster.Endpoints, journal) { ShareWithoutRetry = 0 };
        _person = _population.Invent();
    }

    /// <summary>Registers somebody and logs them in.</summary>
    public static async Task<Visit> Begin(ClusterUnderTest cluster, Journal journal)
    {
        var visit = new Visit(cluster, journal);
        var registered = await visit._client.SendUntilAnswered(Call.Register(visit._person), new Random(1));
        visit._person.Id = registered.Answer!.Text("member", "id")!;
        visit._session = await visit.Open(registered.Answer!.Text("session", "token")!);
        return visit;
    }

    /// <summary>The status of a check of the session.</summary>
    public async Task<int> Check(Node at) => (await Me(at)).Status;

    /// <summary>Waits until a gateway answers checks of the session from memory.</summary>
    public Task Remembered(Node at) => Eventually.Holds(
        async () => await Check(at) == 200 && (await _cluster.Postgres.Query(
            "SELECT 1 FROM GatewayLease WHERE LeaseUntil > clock_timestamp()")).Count >= _cluster.Gateways.Count(g => g.IsRunning)
            && await Check(at) == 200,
        $"{at.Name} remembers the session");

    /// <summary>What a check of the session shows, and when it began.</summary>
    public async Task<(long Begun, int Status, string? Email)> Look(Node at)
    {
        var begun = Traffic.Now;
        var (status, email) = await Me(at);
        return (begun, status, email);
    }

    /// <summary>Checks the session again and again.</summary>
    public async Task<List<(long Begun, int Status, string? Email)>> Repeat(Node at, CancellationToken enough)
    {
        var answers = new List<(long Begun, int Status, string? Email)>();
        while (!enough.IsCancellationRequested)
        {
            answers.Add(await Look(at));
        }

        return answers;
    }

    /// <summary>Ends the session, or changes what a check of it shows.</summary>
    /// <returns>The address that a check shows from now on, if it shows any.</returns>
    public async Task<string?> End(string kind, Endpoint at)
    {
        var email = kind == "set address" ? _population.Email() : null;
        var call = kind switch
        {
            "block" => Call.Block(_person),
            "logout" => Call.Logout(_session),
            "logout of all" => Call.Post("logout-all", new { }) with { Bearer = _session },
            _ => Call.Move(_person, email!),
        };
        var answer = await _client.Send(call, at);
        Assert.True(answer.IsOk, $"{kind} at {at}: {answer}");
        return email;
    }

    /// <summary>Unblocks the member, whose session from now on is another one.</summary>
    public async Task LetIn(Endpoint at)
    {
        var answer = await _client.Send(Call.Unblock(_person), at);
        _session = await Open(answer.Text("session", "token")!);
    }

    public void Dispose()
    {
        _http.Dispose();
        _client.Dispose();
    }

    private async Task<string> Open(string ticket) =>
        (await _client.SendUntilAnswered(Call.Apply(ticket), new Random(1))).Answer!.Text("session", "token")!;

    private async Task<(int Status, string? Email)> Me(Node at)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(at.Endpoint.Url, "/v1/authentication/me"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _session);
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(body);
        return ((int)response.StatusCode, response.IsSuccessStatusCode
            ? json.RootElement.GetProperty("member").GetProperty("loginEmail").GetString()
            : null);
    }
}

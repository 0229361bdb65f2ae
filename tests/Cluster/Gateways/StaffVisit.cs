using System.Net.Http.Headers;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Gateways;

/// <summary>A call that needs a role: when it began, and its status.</summary>
internal readonly record struct StaffLook(long Begun, int Status);

/// <summary>A member with one session, who is of the staff and is not.</summary>
internal sealed class StaffVisit : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { Timeout = Patience };
    private readonly RetryingClient _client;
    private readonly Person _person;
    private string _session = "";

    private StaffVisit(ClusterUnderTest cluster, Journal journal)
    {
        _client = new RetryingClient(cluster.Endpoints, journal) { ShareWithoutRetry = 0 };
        _person = new Population(journal).Invent();
    }

    public string Id => _person.Id;

    /// <summary>Registers somebody and opens their session.</summary>
    public static async Task<StaffVisit> Begin(ClusterUnderTest cluster, Journal journal)
    {
        var visit = new StaffVisit(cluster, journal);
        var registered = await visit._client.SendUntilAnswered(Call.Register(visit._person), new Random(1));
        visit._person.Id = registered.Answer!.Text("member", "id")!;
        var opened = await visit._client.SendUntilAnswered(Call.Apply(registered.Answer.Text("session", "token")!), new Random(1));
        visit._session = opened.Answer!.Text("session", "token")!;
        return visit;
    }

    /// <summary>Gives roles by the operator's key, at one place.</summary>
    public Task Give(Endpoint at, params string[] roles) => Sent(new Call(HttpMethod.Put, $"../staff/{Id}", new { roles }), at);

    /// <summary>Takes all roles away by the operator's key, at one place.</summary>
    public Task Take(Endpoint at) => Sent(new Call(HttpMethod.Delete, $"../staff/{Id}"), at);

    /// <summary>Does so somewhere, again until it is answered: a silo that stands still may have the staff.</summary>
    public async Task TakeSomewhere(Func<Endpoint, bool> isOutOfService)
    {
        _client.IsOutOfService = isOutOfService;
        var outcome = await _client.SendUntilAnswered(new Call(HttpMethod.Delete, $"../staff/{Id}"), new Random(1));
        _client.IsOutOfService = _ => false;
        Assert.True(outcome.IsOk, $"{outcome.Answer}");
    }

    /// <summary>Dismisses another by the own session.</summary>
    public Task<Answer> Dismiss(StaffVisit other, Endpoint at) =>
        _client.Send(new Call(HttpMethod.Delete, $"../staff/{other.Id}") { Bearer = _session }, at);

    /// <summary>Whether they are an owner.</summary>
    public async Task<bool> IsOwner(Endpoint at) =>
        (await _client.Send(new Call(HttpMethod.Get, "../staff") { Bearer = _session }, at)).IsOk;

    /// <summary>Lists members, which takes a role.</summary>
    public async Task<StaffLook> Look(Node at)
    {
        var begun = Traffic.Now;
        return new(begun, await Status(at, "/v1/members?limit=1"));
    }

    /// <summary>The status of a check of the session.</summary>
    public Task<int> Check(Node at) => Status(at, "/v1/authentication/me");

    /// <summary>Looks again and again.</summary>
    public async Task<List<StaffLook>> Repeat(Node at, CancellationToken enough)
    {
        var looks = new List<StaffLook>();
        while (!enough.IsCancellationRequested)
        {
            looks.Add(await Look(at));
        }

        return looks;
    }

    /// <summary>Waits until a node answers from memory that they have a role.</summary>
    public Task Remembered(Node at, ClusterUnderTest cluster) => Eventually.Holds(
        async () => (await Look(at)).Status == 200 && (await cluster.Postgres.Query(
            "SELECT 1 FROM GatewayLease WHERE LeaseUntil > clock_timestamp()")).Count >= cluster.Gateways.Count(g => g.IsRunning)
            && (await Look(at)).Status == 200,
        $"{at.Name} remembers the roles");

    public void Dispose()
    {
        _http.Dispose();
        _client.Dispose();
    }

    private async Task Sent(Call call, Endpoint at)
    {
        var answer = await _client.Send(call, at);
        Assert.True(answer.IsOk, $"{call.Method} {call.Path} at {at}: {answer}");
    }

    private async Task<int> Status(Node at, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(at.Endpoint.Url, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _session);
        using var response = await _http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        return (int)response.StatusCode;
    }
}

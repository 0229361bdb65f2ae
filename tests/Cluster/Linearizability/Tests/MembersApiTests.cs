using System.Net;
using System.Net.Http.Json;
using Members.Tests.Cluster.Linearizability.Checking;
using Members.Tests.Cluster.Linearizability.Workloads;

namespace Members.Tests.Cluster.Linearizability.Tests;

/// <summary>What goes over HTTP for an operation, and what an answer means for the history.</summary>
public sealed class MembersApiTests
{
    private static readonly IReadOnlyList<Uri> Gateways = [new("http://one.example"), new("http://two.example")];

    [Theory]
    [InlineData("Register", 200, "{}", "Ok")]
    [InlineData("Register", 409, """{"code":"EMAIL_ALREADY_EXISTS"}""", "Taken")]
    [InlineData("Change", 409, """{"code":"EMAIL_ALREADY_EXISTS"}""", "Taken")]
    [InlineData("Change", 404, """{"code":"MEMBER_NOT_FOUND"}""", "NotFound")]
    [InlineData("Delete", 404, """{"code":"MEMBER_NOT_FOUND"}""", "NotFound")]
    [InlineData("Block", 404, """{"code":"MEMBER_NOT_FOUND"}""", "NotFound")]
    [InlineData("Approve", 404, """{"code":"MEMBER_NOT_FOUND"}""", "NotFound")]
    [InlineData("Login", 401, """{"code":"INVALID_CREDENTIALS"}""", "NotFound")]
    [InlineData("Login", 403, """{"code":"MEMBER_BLOCKED"}""", "Blocked")]
    [InlineData("Login", 503, "no JSON", "Unknown")]
    [InlineData("Change", 500, """{"code":"INTERNAL"}""", "Unknown")]
    [InlineData("Find", 200, """{"members":[]}""", "NotFound")]
    [InlineData("Change", 429, """{"code":"TOO_MANY_REQUESTS"}""", null)]
    public void An_answer_is_a_result_or_says_that_nothing_was_done(string kind, int status, string body, string? result) =>
        Assert.Equal(result, MembersApi.Read(Enum.Parse<OperationKind>(kind), (HttpStatusCode)status, body).Result?.ToString());

    [Theory]
    [InlineData("ACTIVE", "Ok")]
    [InlineData("BLOCKED", "Blocked")]
    public void A_look_up_tells_the_number_of_the_member_from_their_name(string status, string result)
    {
        var reply = MembersApi.Read(OperationKind.Find, HttpStatusCode.OK, $$"""{"members":[{"id":"{{Guid.Empty}}","status":"{{status}}","firstName":"12"}]}""");
        Assert.Equal(new Reply(Enum.Parse<Result>(result), Guid.Empty, 12), reply);
    }

    [Theory]
    [InlineData("Register", 400, """{"code":"VALIDATION_FAILED"}""")]
    [InlineData("Login", 401, """{"code":"UNAUTHENTICATED"}""")]
    [InlineData("Login", 403, """{"code":"PENDING_APPROVAL"}""")]
    [InlineData("Login", 409, """{"code":"EMAIL_ALREADY_EXISTS"}""")]
    [InlineData("Register", 404, """{"code":"NOT_FOUND"}""")]
    public void Any_other_answer_stops_the_run_and_is_told(string kind, int status, string body)
    {
        var unexpected = Assert.Throws<UnexpectedAnswerException>(() => MembersApi.Read(Enum.Parse<OperationKind>(kind), (HttpStatusCode)status, body));
        Assert.Equal($"{kind} was answered with {status}: {body}", unexpected.Message);
    }

    [Fact]
    public void Two_members_at_one_address_stop_the_run() => Assert.Throws<UnexpectedAnswerException>(
        () => MembersApi.Read(OperationKind.Find, HttpStatusCode.OK, """{"members":[{},{}]}"""));

    [Theory]
    [InlineData("Block")]
    [InlineData("Delete")]
    public async Task A_change_has_a_body_so_that_it_is_never_sent_twice(string kind)
    {
        HttpContent? sent = null;
        await Load(1, (request, _) => Task.FromResult(Answer(sent = request.Content)), new Invocation(Enum.Parse<OperationKind>(kind), null, new Account(1, 0)));
        Assert.NotNull(sent);
    }

    [Fact]
    public async Task What_nobody_took_is_sent_again_elsewhere_and_is_not_in_the_history()
    {
        var tried = new List<string>();
        var history = await Load(1, (request, _) =>
        {
            tried.Add(request.RequestUri!.Host);
            return Task.FromResult(Answer(null, tried.Count < 4 ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK));
        });

        Assert.Equal(4, tried.Count);
        Assert.All(tried.Zip(tried.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal(Result.Ok, Assert.Single(history).Result);
    }

    [Fact]
    public async Task A_closed_port_takes_nothing()
    {
        using var http = new HttpClient();
        var api = new MembersApi([new($"http://127.0.0.1:{Hosting.Free.Port()}")], "key", http);
        Assert.Equal(Reply.NotExecuted, await api.Send(0, Invocation.Find(0), CancellationToken.None));
    }

    [Fact]
    public async Task After_an_unknown_result_the_client_goes_on_under_a_new_number()
    {
        var n = 0;
        var history = await Load(2, (_, _) => n++ == 0 ? throw new HttpRequestException("The connection was lost.") : Task.FromResult(Answer(null)));
        Assert.Equal([true, false], history.Select(o => o.IsUnknown));
        Assert.NotEqual(history[0].Client, history[1].Client);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_has_an_unknown_result()
    {
        var history = await Load(1, async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return Answer(null);
        });
        Assert.Equal(Result.Unknown, Assert.Single(history).Result);
    }

    [Fact]
    public Task An_unexpected_answer_stops_all_clients() =>
        Assert.ThrowsAsync<UnexpectedAnswerException>(() => Load(1000, (_, _) => Task.FromResult(Answer(null, (HttpStatusCode)418)), clients: 8));

    private static async Task<IReadOnlyList<Operation>> Load(
        int operations, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer, Invocation? only = null, int clients = 1)
    {
        using var handler = new Stub(answer);
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromMilliseconds(200) };
        var api = new MembersApi(Gateways, "key", http);
        if (only is not null)
        {
            await api.Send(0, only, CancellationToken.None);
            return [];
        }

        var workload = new Workload(api, seed: 1, new WorkloadOptions { Clients = clients, Operations = operations, Pause = TimeSpan.FromMilliseconds(1) });
        await workload.Load();
        return workload.History.Operations;
    }

    private static HttpResponseMessage Answer(HttpContent? _, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = JsonContent.Create(new { members = Array.Empty<int>() }) };

    private sealed class Stub(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }
}

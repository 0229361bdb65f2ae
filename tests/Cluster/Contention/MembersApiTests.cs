using System.Net;
using System.Net.Http.Json;
using Members.Tests.Cluster.Linearizability;

namespace Members.Tests.Cluster.Contention;

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
    [InlineData("Find", 200, """{"members":[{"id":"$id","status":"ACTIVE","firstName":"12"}]}""", "Ok", 12)]
    [InlineData("Find", 200, """{"members":[{"id":"$id","status":"BLOCKED","firstName":"9"}]}""", "Blocked", 9)]
    [InlineData("Change", 429, """{"code":"TOO_MANY_REQUESTS"}""", null)]
    public void An_answer_is_a_result_or_says_that_nothing_was_done(string kind, int status, string body, string? result, int? found = null)
    {
        var reply = MembersApi.Read(Enum.Parse<OperationKind>(kind), (HttpStatusCode)status, body.Replace("$id", $"{Guid.Empty}"));
        Assert.Equal((result, found), (reply.Result?.ToString(), reply.Found));
    }

    [Theory]
    [InlineData("Register", 400, """{"code":"VALIDATION_FAILED"}""")]
    [InlineData("Login", 401, """{"code":"UNAUTHENTICATED"}""")]
    [InlineData("Login", 403, """{"code":"PENDING_APPROVAL"}""")]
    [InlineData("Login", 409, """{"code":"EMAIL_ALREADY_EXISTS"}""")]
    [InlineData("Register", 404, """{"code":"NOT_FOUND"}""")]
    [InlineData("Find", 200, """{"members":[{},{}]}""")]
    public void Any_other_answer_stops_the_run_and_is_told(string kind, int status, string body)
    {
        var read = () => MembersApi.Read(Enum.Parse<OperationKind>(kind), (HttpStatusCode)status, body);
        Assert.Contains(body[^10..], Assert.Throws<UnexpectedAnswerException>(() => read()).Message);
    }

    [Fact]
    public async Task A_deletion_has_a_body_so_that_it_is_never_sent_twice()
    {
        HttpContent? sent = null;
        using var http = Answering((request, _) => Task.FromResult(Answer(HttpStatusCode.OK, sent = request.Content)));
        var delete = new Invocation(OperationKind.Delete, null, new Account(1, 0));
        await new MembersApi(Gateways, "key", http).Send(0, delete, CancellationToken.None);
        Assert.NotNull(sent);
    }

    [Fact]
    public async Task What_nobody_took_is_sent_again_elsewhere_and_is_not_in_the_history()
    {
        var tried = new List<string>();
        var history = await Load(1, (request, _) =>
        {
            tried.Add(request.RequestUri!.Host);
            return Task.FromResult(Answer(tried.Count < 4 ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK));
        });

        Assert.Equal(4, tried.Count);
        Assert.All(tried.Zip(tried.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal(Result.Ok, Assert.Single(history).Result);
    }

    [Fact]
    public async Task A_closed_port_takes_nothing()
    {
        using var http = new HttpClient();
        var api = new MembersApi([new($"http://127.0.0.1:{FreePort.Next()}")], "key", http);
        Assert.Equal(Reply.NotExecuted, await api.Send(0, Invocation.Find(0), CancellationToken.None));
    }

    [Fact]
    public async Task After_an_unknown_result_the_client_goes_on_under_a_new_number()
    {
        var n = 0;
        var history = await Load(2, (_, _) => n++ == 0 ? throw new HttpRequestException("It broke.") : Task.FromResult(Answer()));
        Assert.Equal([true, false], history.Select(o => o.IsUnknown));
        Assert.NotEqual(history[0].Client, history[1].Client);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_has_an_unknown_result()
    {
        var history = await Load(1, async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return Answer();
        });
        Assert.Equal(Result.Unknown, Assert.Single(history).Result);
    }

    [Fact]
    public Task An_unexpected_answer_stops_all_clients() =>
        Assert.ThrowsAsync<UnexpectedAnswerException>(() => Load(1000, (_, _) => Task.FromResult(Answer((HttpStatusCode)418)), clients: 8));

    private static async Task<IReadOnlyList<Operation>> Load(
        int operations, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer, int clients = 1)
    {
        using var http = Answering(answer);
        var options = new WorkloadOptions { Clients = clients, Operations = operations, Pause = TimeSpan.FromMilliseconds(1) };
        var workload = new Workload(new MembersApi(Gateways, "key", http), seed: 1, options);
        await workload.Load();
        return workload.History.Operations;
    }

    private static HttpClient Answering(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) =>
        new(new Stub(answer)) { Timeout = TimeSpan.FromMilliseconds(200) };

    private static HttpResponseMessage Answer(HttpStatusCode status = HttpStatusCode.OK, HttpContent? _ = null) =>
        new(status) { Content = JsonContent.Create(new { members = Array.Empty<int>() }) };

    private sealed class Stub(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer(request, cancellationToken);
    }
}

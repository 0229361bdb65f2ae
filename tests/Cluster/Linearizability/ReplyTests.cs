using System.Net;
using System.Net.Http.Json;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>What an answer over HTTP means for a history.</summary>
public sealed class ReplyTests
{
    private static readonly IReadOnlyList<Uri> Gateways = [new("http://one.example"), new("http://two.example")];

    [Theory]
    [InlineData("Register", 200, "", "Ok")]
    [InlineData("Register", 409, "EMAIL_ALREADY_EXISTS", "Taken")]
    [InlineData("Change", 409, "EMAIL_ALREADY_EXISTS", "Taken")]
    [InlineData("Change", 404, "MEMBER_NOT_FOUND", "No")]
    [InlineData("Block", 404, "MEMBER_NOT_FOUND", "No")]
    [InlineData("Login", 401, "INVALID_CREDENTIALS", "No")]
    [InlineData("Login", 403, "MEMBER_BLOCKED", "Blocked")]
    [InlineData("Login", 503, "CLUSTER_UNAVAILABLE", "Unknown")]
    [InlineData("Change", 500, "INTERNAL", "Unknown")]
    public void Answers_are_results(string kind, int status, string code, string result) =>
        Assert.Equal(Enum.Parse<Result>(result), Reply.To(Plan(kind), status, $$"""{"code":"{{code}}"}""").Result);

    [Fact]
    public void Too_many_requests_means_that_it_was_not_done() =>
        Assert.Null(Reply.To(Plan("Change"), 429, """{"code":"TOO_MANY_REQUESTS"}""").Result);

    [Theory]
    [InlineData("Register", 400, "VALIDATION_FAILED")]
    [InlineData("Login", 401, "UNAUTHENTICATED")]
    [InlineData("Login", 403, "PENDING_APPROVAL")]
    [InlineData("Login", 409, "EMAIL_ALREADY_EXISTS")]
    [InlineData("Register", 404, "NOT_FOUND")]
    public void Anything_else_stops_the_run_and_says_what_came(string kind, int status, string code)
    {
        var body = $$"""{"code":"{{code}}"}""";
        var unexpected = Assert.Throws<UnexpectedAnswerException>(() => Reply.To(Plan(kind), status, body));
        Assert.Equal($"{kind} was answered with {status}: {body}", unexpected.Message);
    }

    [Fact]
    public async Task What_nobody_took_is_sent_again_elsewhere_and_is_not_in_the_history()
    {
        var tried = new List<string>();
        var history = await OneOperation(request =>
        {
            tried.Add(request.RequestUri!.Host);
            return tried.Count < 4 ? Answer(429) : Answer(200);
        });

        Assert.Equal(["one.example", "two.example", "one.example", "two.example"], tried);
        Assert.Equal(Result.Ok, Assert.Single(history).Result);
    }

    [Fact]
    public async Task A_closed_port_takes_nothing()
    {
        using var http = new HttpClient();
        var api = new MembersApi("u", http, "key");
        var closed = new Uri($"http://127.0.0.1:{SingleProcess.FreePort()}");
        Assert.Equal(Reply.NotExecuted, await api.Send(closed, Plan("Register"), CancellationToken.None));
    }

    [Fact]
    public async Task After_an_unknown_outcome_the_client_goes_on_under_a_new_number()
    {
        var n = 0;
        var history = await OneOperation(_ => n++ == 0 ? throw new HttpRequestException("The connection was lost.") : Answer(200), operations: 2);
        Assert.Equal([Result.Unknown, Result.Ok], history.Select(o => o.Result));
        Assert.NotEqual(history[0].Client, history[1].Client);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_has_an_unknown_outcome()
    {
        var history = await OneOperation(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return Answer(200);
        });
        Assert.Equal(Result.Unknown, Assert.Single(history).Result);
    }

    [Fact]
    public async Task An_unexpected_answer_stops_all_clients()
    {
        using var handler = new Stub((_, _) => Task.FromResult(Answer(418)));
        using var universe = new Universe(Gateways, "key", seed: 1, new UniverseOptions { Handler = handler });
        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => universe.Load());
    }

    private static Task<IReadOnlyList<Operation>> OneOperation(Func<HttpRequestMessage, HttpResponseMessage> answer, int operations = 1) =>
        OneOperation((request, _) => Task.FromResult(answer(request)), operations);

    private static async Task<IReadOnlyList<Operation>> OneOperation(
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer, int operations = 1)
    {
        using var handler = new Stub(answer);
        var options = new UniverseOptions
        {
            Handler = handler,
            Clients = 1,
            Operations = operations,
            Pause = TimeSpan.FromMilliseconds(1),
            TimeLimit = TimeSpan.FromMilliseconds(200),
        };
        using var universe = new Universe(Gateways, "key", seed: 1, options);
        await universe.Load();
        return universe.History.Operations;
    }

    private static Plan Plan(string kind) => new(Enum.Parse<OperationKind>(kind), 0, new Attempt(1, 0) { Id = Guid.Empty });

    private static HttpResponseMessage Answer(int status) => new((HttpStatusCode)status) { Content = JsonContent.Create(new { code = "" }) };

    private sealed class Stub(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }
}

using Members.Tests.Http.Hosting;
using Members.Tests.Http.OAuth;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Throttling;

/// <summary>A server on which a caller has five calls a minute.</summary>
public sealed class FiveCallsServer : SharedServer
{
    private protected override Task<MembersServer> Start() => MembersServer.Start([("Members:VisitorRequestsPerMinute", "5")]);
}

/// <summary>What costs a commit, or a message to every node, has a limit for members too.</summary>
public sealed class MemberLimitTests(FiveCallsServer shared) : IClassFixture<FiveCallsServer>
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Ending_sessions_that_there_are_none_of()
    {
        var api = await _server.Member(await _server.Register());
        await Limited(() => api.Delete($"{Auth}/sessions/{Guid.NewGuid()}"), Fault.TooManyRequests);
        (await api.Get($"{Auth}/me")).Done();
    }

    [Fact]
    public async Task Refreshing_tokens_and_no_other_member_waits()
    {
        var client = await _server.NewClient();
        var tokens = await _server.Tokens(client, await _server.Register());
        var others = await _server.Tokens(client, await _server.Register());
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await Refresh(tokens.Str("refresh_token"))).Status);
        }

        Assert.Equal(429, (await Refresh(tokens.Str("refresh_token"))).Status);
        Assert.Equal(200, (await Refresh(others.Str("refresh_token"))).Status);

        Task<Reply> Refresh(string token) => _server.Visitor.Post(
            Flows.Token, new { grantType = "refresh_token", clientId = client, refreshToken = token });
    }

    [Fact]
    public async Task Codes_without_a_login()
    {
        var client = await _server.NewClient();
        var cookie = ("Cookie", $"__Host-members-session={await _server.OpenSession(await _server.Register())}");
        var request = Flows.Request(client, Flows.Pkce().Challenge, ("prompt", "none"));
        for (var i = 0; i < 5; i++)
        {
            Assert.Contains("code", (await _server.Open(request, cookie)).SentTo());
        }

        Assert.Equal("login_required", (await _server.Open(request, cookie)).SentTo()["error"]);
    }

    private static async Task Limited(Func<Task<Reply>> call, Fault fault)
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await call()).Status);
        }

        (await call()).Is(fault);
    }
}

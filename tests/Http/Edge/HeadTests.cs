using Members.Tests.Http.Access;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Edge;

/// <summary>HEAD is answered as GET is, without the body (RFC 9110, 9.3.2).</summary>
[Collection(HostileCollection.Name)]
public sealed class HeadTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string> Pages =>
    [
        "/health/live", "/health/ready", "/docs/", "/openapi/v1.json", "/set-password?token=rubbish", "/undo-email-change",
        "/oauth2/authorize", "/oauth2/logout", "/.well-known/oauth-authorization-server", "/_api/iam/authentication/v1/logout",
        "/members/v1/members/my", "/nothing",
    ];

    public static TheoryData<string> Operated => [.. Operations.All.Where(o => o.Method == "GET").Select(o => o.Path).Distinct()];

    [Theory]
    [MemberData(nameof(Pages))]
    [MemberData(nameof(Operated))]
    public async Task Whatever_answers_GET_answers_HEAD_with_the_same_status_and_headers_and_no_body(string path)
    {
        var target = Operations.Filled(path, (await shared.Somebody()).Id);
        foreach (var caller in new[] { _server.Visitor, _server.Operator, await _server.Member(await shared.Somebody()) })
        {
            var (get, head) = (await Send(caller, HttpMethod.Get, target), await Send(caller, HttpMethod.Head, target));
            Assert.Equal((get.Status, get.MediaType), (head.Status, head.MediaType));
            Assert.Equal("", head.Text);
        }
    }

    [Fact]
    public async Task A_link_that_is_opened_by_HEAD_is_not_used_up()
    {
        var person = await _server.Register();
        var token = await _server.MailedToken(person);
        Assert.Equal(200, (await Send(_server.Visitor, HttpMethod.Head, $"/set-password?token={token}")).Status);
        (await _server.SetPassword(token, MembersServer.GoodPassword)).Done();
    }

    [Fact]
    public async Task What_does_not_answer_a_method_says_which_it_answers_HEAD_with_GET()
    {
        var put = await Send(_server.Operator, HttpMethod.Put, $"{Auth}/me");
        Assert.Equal((405, "GET, HEAD"), (put.Status, put.Allow));
        var head = await Send(_server.Operator, HttpMethod.Head, $"{Auth}/login");
        Assert.Equal((405, "POST"), (head.Status, head.Allow));
    }

    private static Task<Reply> Send(Api caller, HttpMethod method, string target) =>
        caller.SendUnchecked(new HttpRequestMessage(method, target));
}

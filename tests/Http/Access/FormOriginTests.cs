using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Access;

/// <summary>A server that browsers reach under another address than the one that its proxy asks for.</summary>
public sealed class RenamedServer : SharedServer
{
    public const string Address = "https://members.example.org/club";

    private protected override Task<MembersServer> Start() => MembersServer.Start([("Members:PublicBaseUrl", Address)]);
}

/// <summary>Whose pages may send what a browser's cookie authenticates, where the proxy passes on another host than browsers see.</summary>
public sealed class FormOriginTests(RenamedServer shared) : IClassFixture<RenamedServer>
{
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("https://members.example.org", 200)]
    [InlineData("https://MEMBERS.example.org", 200)]
    [InlineData("host", 200)]
    [InlineData("https://members.example.org:8443", 403)]
    [InlineData("http://members.example.org", 403)]
    [InlineData("https://members.example.org.evil.example", 403)]
    [InlineData("https://evil.example", 403)]
    [InlineData("null", 403)]
    public async Task A_page_of_the_public_address_is_ours_as_one_of_the_host_is(string origin, int status)
    {
        var session = await _server.OpenSession(await _server.Register());
        var reply = await _server.Visitor.WithCookie(session).Send(
            HttpMethod.Post, $"{Auth}/logout", Api.JsonOf(new { }), ("Origin", origin == "host" ? _server.Url : origin));
        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 403, await _server.IsLive(session));
    }
}

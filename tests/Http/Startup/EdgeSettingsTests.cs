using Members.Silo.Hosting;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Startup;

/// <summary>Settings of whom to believe and whom to let in: a slip in one of these opens a door, so none is guessed at.</summary>
public sealed class EdgeSettingsTests
{
    [Theory]
    [InlineData("proxy.example.org")]
    [InlineData("10.1")]
    [InlineData("010.0.0.1")]
    [InlineData("10.0.0.1:80")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.1/8")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("*")]
    [InlineData("")]
    public Task A_proxy_that_is_no_address_or_everybody(string proxy) => Refused(
        "Members:TrustedProxies:0", proxy, $"Members:TrustedProxies names '{proxy}'; it must hold addresses such as 10.0.0.7 or networks " +
            $"such as 10.0.0.0/8, and not every address.");

    [Theory]
    [InlineData("*")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("good.example")]
    [InlineData("https://good.example/")]
    [InlineData("https://good.example/path")]
    [InlineData("https://good.example?")]
    [InlineData("https://good.example#")]
    [InlineData("https://good.example:443")]
    [InlineData("http://good.example:80")]
    [InlineData("HTTPS://good.example")]
    [InlineData("https://Good.example")]
    [InlineData("https://*.good.example")]
    [InlineData("https://a@good.example")]
    [InlineData("https://exämple.org")]
    [InlineData(" https://good.example")]
    [InlineData("ftp://good.example")]
    [InlineData("https://a.example,https://b.example")]
    public Task An_origin_that_no_browser_would_send(string origin) => Refused(
        "Members:AllowedOrigins:0", origin, $"Members:AllowedOrigins names '{origin}'; it must hold origins as browsers write them, such " +
            $"as https://www.example.org or http://localhost:3000.");

    [Theory]
    [InlineData("9")]
    [InlineData("1000001")]
    public Task A_number_of_connections_that_is_none(string number) => Refused(
        "Members:MaxConnections", number, $"Members:MaxConnections must be between 10 and 1000000, not {number}.");

    [Fact]
    public async Task Addresses_networks_and_origins_of_every_kind_are_taken()
    {
        await using var server = await MembersServer.Start(
        [
            ("Members:TrustedProxies:0", "10.0.0.7"), ("Members:TrustedProxies:1", "10.0.0.0/8"), ("Members:TrustedProxies:2", "::1"),
            ("Members:TrustedProxies:3", "2001:db8::/32"),
            ("Members:AllowedOrigins:0", "https://www.example.org"), ("Members:AllowedOrigins:1", "http://localhost:3000"),
            ("Members:AllowedOrigins:2", "https://xn--exmple-cua.org"),
            ("Members:AllowedOrigins:3", "http://127.0.0.1:8080"), ("Members:AllowedOrigins:4", "http://[::1]:8080"),
        ]);
        (await server.Visitor.Get("/health/live")).Done();
    }

    private static async Task Refused(string name, string value, string sentence)
    {
        var data = MembersServer.NewDirectory();
        var fault = await Assert.ThrowsAsync<StartupException>(() => MembersServer.Start([(name, value)], data));
        Assert.Equal(sentence, fault.Message);
    }
}

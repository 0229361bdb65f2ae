using Members.Tests.Http.Hosting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Members.Tests.Http.Edge;

/// <summary>A server that is as impatient as it can be.</summary>
public sealed class HastyServer : SharedServer
{
    private protected override Task<MembersServer> Start() =>
        MembersServer.Start(configure: builder => builder.Services.PostConfigure<KestrelServerOptions>(kestrel =>
    {
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(1);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(1.1));
    }));
}

/// <summary>A server that looks at the whole request's time alone.</summary>
public sealed class ShortServer : SharedServer
{
    private protected override Task<MembersServer> Start() => MembersServer.Start(configure: builder =>
    {
        builder.Services.PostConfigure<KestrelServerOptions>(kestrel => kestrel.Limits.MinRequestBodyDataRate = null);
        builder.Services.PostConfigure<RequestTimeoutOptions>(timeouts =>
            timeouts.DefaultPolicy = new RequestTimeoutPolicy
            {
                Timeout = TimeSpan.FromSeconds(1),
                WriteTimeoutResponse = timeouts.DefaultPolicy!.WriteTimeoutResponse,
            });
    });
}

/// <summary>Clients that take their time are let go of, whatever they stop at ("slow loris").</summary>
public sealed class SlowClientTests(HastyServer shared) : IClassFixture<HastyServer>
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Who_says_nothing() => Assert.Empty(await Wire.Tell(_server, ""));

    [Theory]
    [InlineData("GET /health/li")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: members\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: members\r\nX-A: b")]
    public async Task Who_does_not_finish_the_headers(string beginning)
    {
        var answer = await Wire.Tell(_server, beginning);
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nServer:", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\n{")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n3\r\n{ \"\r\n")]
    public async Task Who_does_not_finish_the_body(string body)
    {
        var answer = await Wire.Tell(
            _server, $"POST /v1/authentication/set-password HTTP/1.1\r\nHost: members\r\nContent-Type: application/json\r\n{body}");
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("The request came too slowly.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_been_answered_and_asks_nothing_more()
    {
        var answer = await Wire.Tell(_server, "GET /health/live HTTP/1.1\r\nHost: members\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Connection: close", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_of_them_keep_nobody_else_waiting()
    {
        var slow = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Wire.To(_server)));
        await Task.WhenAll(slow.Select(w => w.Send("POST /v1/authentication/login HTTP/1.1\r\nHost: members\r\nX: ")));
        (await _server.Visitor.Get("/health/ready")).Done();
        Assert.All(await Task.WhenAll(slow.Select(w => w.ReadToEnd())), answer => Assert.StartsWith(
            "HTTP/1.1 408 ", answer, StringComparison.Ordinal));
        Assert.All(slow, w => w.Dispose());
    }
}

/// <summary>No request goes on for ever.</summary>
public sealed class RequestTimeoutTests(ShortServer shared) : IClassFixture<ShortServer>
{
    [Fact]
    public async Task A_request_that_takes_too_long_is_given_up_and_answered_like_any_other_fault()
    {
        using var wire = await Wire.To(shared.Server);
        await wire.Send("POST /v1/authentication/set-password HTTP/1.1\r\nHost: members\r\nContent-Type: application/json\r\n" +
            "Content-Length: 1000\r\n\r\n{");
        var head = await wire.ReadHead();
        Assert.StartsWith("HTTP/1.1 503 ", head, StringComparison.Ordinal);
        Assert.All(
            ["\r\nRetry-After: 1\r\n", "\r\nx-wix-request-id: ", "\r\nX-Content-Type-Options: nosniff\r\n", "\r\nCache-Control: " +
                "no-store\r\n"],
            part => Assert.Contains(part, head, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_form_that_takes_too_long_ends_the_connection()
    {
        // The framework's own form reader gives up in no other way.
        Assert.Empty(await Wire.Tell(shared.Server, "POST /set-password HTTP/1.1\r\nHost: members\r\n" +
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ntoken="));
    }
}

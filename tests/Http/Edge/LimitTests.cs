using System.IO.Compression;
using System.Text;
using Members.Gateway.Edge;
using Members.Tests.Http.Hosting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Edge;

/// <summary>How much a caller may send, and how much of the server one may take (ASVS 5.0, 4.2.1, 13.1.2, 13.4.4).</summary>
[Collection(HostileCollection.Name)]
public sealed class LimitTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public void The_limits_are_those_that_the_operating_page_names()
    {
        var kestrel = _server.App.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;
        var limits = kestrel.Limits;
        Assert.False(kestrel.AddServerHeader);
        Assert.False(kestrel.AllowSynchronousIO);
        Assert.Equal((65536, 131072, 8192, 100, 16384), (
            limits.MaxRequestBodySize, limits.MaxRequestBufferSize, limits.MaxRequestLineSize, limits.MaxRequestHeaderCount,
            limits.MaxRequestHeadersTotalSize));
        Assert.Equal((10, 120), (limits.RequestHeadersTimeout.TotalSeconds, limits.KeepAliveTimeout.TotalSeconds));
        Assert.Equal((240, 5), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod.TotalSeconds));
        Assert.Equal((240, 5), (limits.MinResponseDataRate!.BytesPerSecond, limits.MinResponseDataRate.GracePeriod.TotalSeconds));
        Assert.Equal((10_000, 0), (limits.MaxConcurrentConnections, limits.MaxConcurrentUpgradedConnections));
        var http2 = limits.Http2;
        Assert.Equal(
            (100, 4096, 16384, 8192),
            (http2.MaxStreamsPerConnection, http2.HeaderTableSize, http2.MaxFrameSize, http2.MaxRequestHeaderFieldSize));
        Assert.Equal((131072, 131072), (http2.InitialConnectionWindowSize, http2.InitialStreamWindowSize));
        Assert.Equal((30, 10), (http2.KeepAlivePingDelay.TotalSeconds, http2.KeepAlivePingTimeout.TotalSeconds));
        Assert.Equal(
            ServerLimits.Request, _server.App.Services.GetRequiredService<IOptions<RequestTimeoutOptions>>().Value.DefaultPolicy!.Timeout);
    }

    [Fact]
    public async Task Headers_beyond_the_limit_are_refused_and_below_it_are_not()
    {
        Assert.StartsWith("HTTP/1.1 431 ", await Get("/health/live", $"X-A: {new string('a', 17_000)}\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", await Get(
            "/health/live", string.Concat(Enumerable.Range(0, 101).Select(i => $"X-{i}: a\r\n"))), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await Get("/health/live", $"X-A: {new string('a', 15_000)}\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_beyond_the_limit_is_refused_and_below_it_is_not()
    {
        Assert.StartsWith("HTTP/1.1 414 ", await Get("/health/live?" + new string('a', 8_200)), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await Get("/health/live?" + new string('a', 8_000)), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404 ", await Get("/" + new string('a', 8_000)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_no_known_length_is_cut_off_at_the_limit()
    {
        var answer = await Wire.Tell(_server, $"POST {Auth}/set-password HTTP/1.1\r\nHost: members\r\nConnection: close\r\nContent-Type: " +
            $"application/json\r\nTransfer-Encoding: chunked\r\n\r\n{0x10001:X}\r\n\"{new string('a', 0x10000)}\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_body_is_not_unpacked(string encoding)
    {
        var packed = new MemoryStream();
        await using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(
            packed, CompressionLevel.Optimal, true),
            "br" => new BrotliStream(
            packed, CompressionLevel.Optimal, true),
            _ => new ZLibStream(packed, CompressionLevel.Optimal, true)
        })
        {
            await packer.WriteAsync(
                Encoding.UTF8.GetBytes($"{{\"email\":\"{NewEmail()}\",\"password\":\"{MembersServer.GoodPassword}\"}}"));
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add(encoding);
        (await _server.Operator.Send(HttpMethod.Post, $"{Auth}/register", content)).Broke(("body", "MALFORMED"));
    }

    [Theory]
    [InlineData("CONNECT members:443 HTTP/1.1\r\nHost: members:443\r\n", 405)]
    [InlineData("TRACE /v1/authentication/me HTTP/1.1\r\nHost: members\r\nX-Secret: mirrored\r\n", 405)]
    [InlineData("TRACE / HTTP/1.1\r\nHost: members\r\nX-Secret: mirrored\r\n", 405)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: members\r\n", 405)]
    [InlineData("PROPFIND /v1/members HTTP/1.1\r\nHost: members\r\n", 405)]
    [InlineData("GET /health/live HTTP/1.1\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a/b\r\n", 400)]
    public async Task Odd_requests_are_refused_and_nothing_is_mirrored(string request, int status)
    {
        var answer = await Wire.Tell(_server, $"{request}Connection: close\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("mirrored", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nServer:", answer, StringComparison.OrdinalIgnoreCase);
    }

    private Task<string> Get(string target, string headers = "") =>
        Wire.Tell(_server, $"GET {target} HTTP/1.1\r\nHost: members\r\nConnection: close\r\n{headers}\r\n");
}

/// <summary>Settings of the edge that need a server of their own.</summary>
public sealed class EdgeSettingTests
{
    [Fact]
    public async Task Beyond_so_many_connections_a_further_one_is_closed_until_another_ends()
    {
        await using var server = await MembersServer.Start([("Members:MaxConnections", "10")]);
        var held = new List<Wire>();
        while (true)
        {
            var wire = await Wire.To(server);
            await wire.Send("GET /health/live HTTP/1.1\r\nHost: members\r\n\r\n");
            if ((await wire.ReadHead()).Length == 0)
            {
                wire.Dispose();
                break;
            }

            held.Add(wire);
            Assert.True(held.Count <= 10, "More connections than were set are served.");
        }

        Assert.InRange(held.Count, 8, 10);
        held.ForEach(w => w.Dispose());
        await Eventually.Holds(
            async () => (await Wire.Tell(server, "GET /health/live HTTP/1.1\r\nHost: members\r\nConnection: close\r\n\r\n")).StartsWith(
                "HTTP/1.1 200", StringComparison.Ordinal),
            "a connection that is served again");
    }

    [Fact]
    public async Task The_hosts_that_are_answered_for_can_be_named()
    {
        await using var server = await MembersServer.Start([("AllowedHosts", "127.0.0.1;members.example.org")]);
        Assert.StartsWith("HTTP/1.1 200 ", await Get("members.example.org"), StringComparison.Ordinal);
        var answer = await Get("evil.example");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", answer, StringComparison.OrdinalIgnoreCase);

        Task<string> Get(string host) => Wire.Tell(server, $"GET /health/live HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    }

    [Fact]
    public async Task Nothing_uses_the_frameworks_data_protection_or_its_key_files()
    {
        // Tokens are opaque and compared by digest: there is no key ring to keep, to share or to rotate (CVE-2026-40372).
        IServiceCollection? services = null;
        await using var server = await MembersServer.Start(configure: builder => services = builder.Services);
        var person = await server.Register();
        (await server.Visitor.Post($"{Auth}/apply-session-token", new { token = await server.Ticket(person), useCookie = true })).Done();
        await server.MailedToken(person);

        Assert.Contains(services!, s => s.ServiceType == typeof(TimeProvider));
        Assert.DoesNotContain(services!, s => Names(s).Any(
            n => n.Contains("DataProtection", StringComparison.Ordinal) || n.Contains("Antiforgery", StringComparison.Ordinal)));
        Assert.Empty(System.IO.Directory.EnumerateFiles(server.DataDirectory, "key-*.xml", SearchOption.AllDirectories));

        static IEnumerable<string> Names(ServiceDescriptor service) =>
            service.IsKeyedService
                ? [] : ((Type?[])[service.ServiceType, service.ImplementationType, service.ImplementationInstance?.GetType()])
                .Select(t => t?.FullName ?? "");
    }
}

using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>
/// Messages whose end a proxy and this server may see at different places. Inside each hides a block of a victim with the
/// operator's key, as a proxy would have put it there: it must never be taken for a request of its own (ASVS 5.0, 4.2.1).
/// </summary>
[Collection(HostileCollection.Name)]
public sealed class SmugglingTests(AutomaticServer shared)
{
    private const string Start = "POST /v1/authentication/send-set-password-email HTTP/1.1\r\nHost: 127.0.0.1\r\n" +
        "Content-Type: application/json\r\n";
    private readonly MembersServer _server = shared.Server;

    // {0} stands for the hidden request, {n} for its length, {N} for its length in hexadecimal.
    public static TheoryData<string, string> Ambiguous => new()
    {
        { "two lengths", "Content-Length: 0\r\nContent-Length: {n}\r\n\r\n{0}" },
        { "two lengths in a list", "Content-Length: 0, {n}\r\n\r\n{0}" },
        { "a negative length", "Content-Length: -1\r\n\r\n{0}" },
        { "a hexadecimal length", "Content-Length: 0x0\r\n\r\n{0}" },
        { "a length with a blank in it", "Content-Length: 0 0\r\n\r\n{0}" },
        { "a length beyond all numbers", "Content-Length: 18446744073709551616\r\n\r\n{0}" },
        { "a length before a colon with a blank", "Content-Length : 0\r\n\r\n{0}" },
        { "a length in a folded line", "X-A: b\r\n Content-Length: 0\r\n\r\n{0}" },
        { "a folded length", "Content-Length:\r\n 0\r\n\r\n{0}" },
        { "chunks by another name", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{0}" },
        { "chunks that are not last", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{0}" },
        { "chunks with a form feed", "Transfer-Encoding: \fchunked\r\n\r\n0\r\n\r\n{0}" },
        { "chunks before a colon with a blank", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{0}" },
        { "chunks in a folded line", "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n{0}" },
        { "a chunk of a negative size", "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n{0}" },
        { "a chunk of a size with a prefix", "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n{0}" },
        { "a chunk of a size beyond all numbers", "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\n{0}" },
        { "a chunk extension that ends in a bare line feed", "Transfer-Encoding: chunked\r\n\r\n0;a\n\r\n\r\n{0}" },
        { "a chunk extension with a bare carriage return", "Transfer-Encoding: chunked\r\n\r\n0;a\rb\r\n\r\n{0}" },
        { "a chunk that ends in a bare line feed", "Transfer-Encoding: chunked\r\n\r\n0\n\n{0}" },
        { "a chunk followed by anything", "Transfer-Encoding: chunked\r\n\r\n1\r\nXYZ\r\n0\r\n\r\n{0}" },
        { "a name with a blank in it", "Content-Length: 0\r\nX Y: z\r\n\r\n{0}" },
        { "a value with a zero byte", "Content-Length: 0\r\nX: a\0b\r\n\r\n{0}" },
        { "a value with a bare carriage return", "Content-Length: 0\r\nX: a\rContent-Length: {n}\r\n\r\n{0}" },
        { "a line without a colon", "Content-Length: 0\r\nnonsense\r\n\r\n{0}" },
    };

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task What_can_be_read_in_two_ways_is_refused_and_nothing_after_it_is_read(string name, string rest)
    {
        var victim = await _server.Register();
        var heard = await _server.Say(Start + Fill(rest, victim));
        Assert.True(heard.Statuses is [400 or 401 or 411 or 501], $"{name}: {heard.Text}");
        Assert.Equal("ACTIVE", await _server.Status(victim));
    }

    // RFC 9112, 6.1: chunks win, and the connection must not be used for another request.
    [Theory]
    [InlineData("Content-Length: {n5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{0}")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: {n5}\r\n\r\n0\r\n\r\n{0}")]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n{N}\r\n{0}\r\n0\r\n\r\n")]
    public async Task With_a_length_and_chunks_nothing_after_the_first_request_is_done(string rest)
    {
        var victim = await _server.Register();
        var heard = await _server.Say(Start + Fill(rest, victim));
        Assert.True(heard.Statuses.Length == 1, heard.Text);
        Assert.Equal("ACTIVE", await _server.Status(victim));
    }

    [Theory]
    [InlineData("0;ext=\"a\r\n\r\n")]
    [InlineData("0;" + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" + "\r\n\r\n")]
    [InlineData("0 \r\n\r\n")]
    public async Task An_odd_end_of_chunks_hides_no_request_that_the_sender_did_not_frame(string end)
    {
        var victim = await _server.Register();
        var hidden = Hidden(victim);
        var heard = await _server.Say(Start + "Transfer-Encoding: chunked\r\n\r\n" + $"{hidden.Length:x}\r\n{hidden}\r\n" + end);
        Assert.True(heard.Statuses.Length == 1, heard.Text);
        Assert.Equal("ACTIVE", await _server.Status(victim));
    }

    [Fact]
    public async Task A_body_behind_a_request_without_one_is_not_the_next_request_of_somebody_else()
    {
        var victim = await _server.Register();
        var hidden = Hidden(victim);
        var heard = await _server.Say($"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {hidden.Length}\r\n\r\n{hidden}");
        Assert.Equal([200], heard.Statuses);
        Assert.Equal("ACTIVE", await _server.Status(victim));
    }

    [Fact]
    public async Task A_request_of_before_http_one_and_a_switch_of_protocol_are_not_followed()
    {
        Assert.True((await _server.Say("GET /health/live\r\n\r\n")).Statuses is [] or [400]);
        var victim = await _server.Register();
        var heard = await _server.Say(
            "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n" +
            "HTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: 0\r\n\r\n" +
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        Assert.DoesNotContain(101, heard.Statuses);
        Assert.Equal("ACTIVE", await _server.Status(victim));
    }

    private static string Fill(string rest, Person victim)
    {
        var hidden = Hidden(victim);
        return rest
            .Replace("{n5}", $"{hidden.Length + 5}", StringComparison.Ordinal)
            .Replace("{n}", $"{hidden.Length}", StringComparison.Ordinal)
            .Replace("{N}", $"{hidden.Length:x}", StringComparison.Ordinal)
            .Replace("{0}", hidden, StringComparison.Ordinal);
    }

    private static string Hidden(Person victim)
    {
        var body = $$"""{"id":"{{victim.Id}}"}""";
        return $"POST /v1/authentication/block HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {MembersServer.BootstrapKey}\r\n" +
            $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }
}

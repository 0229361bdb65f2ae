using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>Input that wants this server to call somewhere (ASVS 5.0, 1.3.6), or to unpack more than was sent.</summary>
[Collection(HostileCollection.Name)]
public sealed class OutboundTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_picture_is_kept_and_never_fetched()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        foreach (var host in new[] { "127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f000001", "2130706433", "127.1" })
        {
            var (email, picture) = (NewEmail(), $"http://{host}:{port}/x.png");
            var registered = await _server.Operator.Post(
                $"{Auth}/register", new { email, password = MembersServer.GoodPassword, contactInfo = new { picture } });
            if (registered.Status == 200)
            {
                await _server.Mail.After(async () => (await _server.SendSetPasswordEmail(email)).Done(), email);
                (await _server.Operator.Get($"/v1/members/{registered.Json.Member().Id()}")).Done();
            }
            else
            {
                registered.Broke(("contactInfo.picture", "INVALID_URL"));
            }
        }

        Assert.False(listener.Pending(), "Somebody has called the address of a picture.");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("\u0001javascript:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("javascript://example.com/%0aalert(1)")]
    [InlineData("vbscript:msgbox(1)")]
    [InlineData("data:text/html;base64,PHNjcmlwdD4=")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:25/x")]
    [InlineData("ldap://127.0.0.1/x")]
    [InlineData("jar:http://127.0.0.1!/x")]
    [InlineData("unix:/var/run/docker.sock")]
    [InlineData("//evil.example/x.png")]
    [InlineData("/x.png")]
    [InlineData("\\\\evil.example\\x")]
    [InlineData("http:")]
    [InlineData("http://")]
    [InlineData("https:evil.example")]
    public async Task A_picture_of_another_scheme_or_without_a_host_is_refused(string picture)
    {
        var reply = await _server.Operator.Post(
            $"{Auth}/register", new { email = NewEmail(), password = MembersServer.GoodPassword, contactInfo = new { picture } });
        Assert.Contains("contactInfo.picture", reply.Is(Fault.Invalid).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    [InlineData("x-gzip")]
    public async Task A_packed_body_is_not_unpacked(string encoding)
    {
        var bomb = Packed(16 * 1024 * 1024);
        foreach (var path in new[] { "register", "login", "set-password", "apply-session-token" })
        {
            var content = new ByteArrayContent(bomb);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

            // Not 413: that would say that it was unpacked up to the limit.
            var reply = await _server.Operator.Send(HttpMethod.Post, $"{Auth}/{path}", content);
            Assert.True(reply.Status is 400 or 415, reply.ToString());
        }
    }

    [Fact]
    public async Task A_small_good_body_that_is_packed_is_not_read_as_one_either()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes($$"""{"email":"{{NewEmail()}}","password":"tin-wolf-harbour-41"}"""));
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
        (await _server.Operator.Send(HttpMethod.Post, $"{Auth}/register", content)).Is(Fault.Invalid);
    }

    // Blanks, which a JSON reader would read to their end.
    private static byte[] Packed(int length)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(new string(' ', length).Select(c => (byte)c).ToArray());
        }

        return packed.ToArray();
    }
}

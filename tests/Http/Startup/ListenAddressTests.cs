using System.Net;
using System.Net.Sockets;
using Members.Silo.Hosting;
using Members.Tests.Http.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Members.Tests.Http.Startup;

/// <summary>An address that the server will not be able to listen on is refused before anything starts.</summary>
public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", "http://127.0.0.1:{0}")]
    [InlineData("127.0.0.1", "http://localhost:{0}")]
    [InlineData("::1", "http://localhost:{0}")]
    [InlineData("::1", "http://[::1]:{0}")]
    [InlineData("::1", "http://[::]:{0}")]
    [InlineData("::1", "http://*:{0}")]
    [InlineData("::1", "http://+:{0}")]
    [InlineData("127.0.0.1", "http://*:{0}")]
    [InlineData("127.0.0.1", "http://0.0.0.0:{0}")]
    [InlineData("0.0.0.0", "http://members.example.org:{0}")]
    [InlineData("::1", "http://members.example.org:{0}")]
    [InlineData("::1", "http://127.0.0.1:0;http://localhost:{0}")]
    public async Task A_port_that_is_taken_on_any_address_that_the_server_would_listen_on(string taken, string url)
    {
        using var other = new TcpListener(IPAddress.Parse(taken), 0);
        other.Start();
        var urls = string.Format(null, url, ((IPEndPoint)other.LocalEndpoint).Port);

        Assert.Equal(
            $"The address {urls.Split(';')[^1]} is in use by another process. Set ASPNETCORE_URLS to another one.", await Refused(urls));
    }

    [Theory]
    [InlineData("members.example.org", "ASPNETCORE_URLS must hold addresses such as http://127.0.0.1:5080, not 'members.example.org'.")]
    [InlineData("http://:5080", "ASPNETCORE_URLS must hold addresses such as http://127.0.0.1:5080, not 'http://:5080'.")]
    [InlineData("http://*:port", "ASPNETCORE_URLS must hold addresses such as http://127.0.0.1:5080, not 'http://*:port'.")]
    [InlineData("http://*:70000", "ASPNETCORE_URLS must hold addresses such as http://127.0.0.1:5080, not 'http://*:70000'.")]
    [InlineData("ftp://127.0.0.1:21", "ASPNETCORE_URLS must hold addresses such as http://127.0.0.1:5080, not 'ftp://127.0.0.1:21'.")]
    [InlineData(
        "https://127.0.0.1:5443",
        "ASPNETCORE_URLS names https://127.0.0.1:5443, but Members speaks http only. Put a proxy with TLS in front of it.")]
    [InlineData(
        "http://127.0.0.1:5080/auth",
        "ASPNETCORE_URLS names http://127.0.0.1:5080/auth; it must end after the port. The path belongs into Members__PublicBaseUrl.")]
    [InlineData(
        "http://localhost:0", "ASPNETCORE_URLS names http://localhost:0; write http://127.0.0.1:0 for a port that the system chooses.")]
    public async Task What_the_server_cannot_listen_on_at_all(string urls, string sentence) =>
        Assert.Equal(sentence, await Refused(urls));

    [Fact]
    public async Task A_unix_socket_on_which_somebody_answers()
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "members.sock");
        using var other = Listen(path);

        Assert.Equal(
            $"The socket {path} is in use by another process. Set ASPNETCORE_URLS to another one.", await Refused($"http://unix:{path}"));
        Assert.True(File.Exists(path));
    }

    [Theory]
    [InlineData("a file")]
    [InlineData("an empty file")]
    [InlineData("a folder")]
    public async Task A_unix_socket_in_place_of_something_else_which_is_left_alone(string what)
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "members.sock");
        if (what == "a folder")
        {
            System.IO.Directory.CreateDirectory(path);
        }
        else
        {
            await File.WriteAllTextAsync(path, what == "a file" ? "precious" : "");
        }

        Assert.Equal(
            $"ASPNETCORE_URLS names the socket {path}, but that is something else. Remove it, or name another.",
            await Refused($"http://unix:{path}"));
        Assert.True(Path.Exists(path));
    }

    [Theory]
    [InlineData("/nowhere/members.sock")]
    [InlineData("/sys/members.sock")] // where nobody may create a file
    [InlineData("/tmp/a-path-that-is-longer-than-the-108-bytes-which-linux-allows-for-the-address-of-a-unix-socket-anywhere.sock")]
    public async Task A_unix_socket_that_cannot_be_made(string path)
    {
        var sentence = await Refused($"http://unix:{path}");

        Assert.StartsWith($"The socket {path} cannot be used: ", sentence, StringComparison.Ordinal);
        Assert.EndsWith(" Set ASPNETCORE_URLS to another one.", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unix_socket_that_a_killed_process_left_behind_is_taken_over()
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "members.sock");
        Abandon(path);
        await using var app = await Build($"http://unix:{path}");
        await app.StartAsync();
        using var client = new HttpClient(
            new SocketsHttpHandler { ConnectCallback = async (_, cancellation) => await Connect(path, cancellation) });

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("http://localhost/health/live"))).StatusCode);
        await app.StopAsync();
        Assert.False(File.Exists(path));
    }

    private static async Task<string> Refused(string urls) =>
        (await Assert.ThrowsAsync<StartupException>(async () => await (await Build(urls)).DisposeAsync())).Message;

    private static Task<WebApplication> Build(string urls) => MembersHost.Build(
        [$"--urls={urls}", $"--Members:DataDirectory={MembersServer.NewDirectory()}", "--Members:BcryptCost=4"]);

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        return socket;
    }

    // A socket that is closed removes its file, unless the file has another name by then.
    private static void Abandon(string path)
    {
        using (Listen(path))
        {
            File.Move(path, path + "~");
        }

        File.Move(path + "~", path);
    }

    private static async Task<Stream> Connect(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

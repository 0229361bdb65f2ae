using System.Net.Sockets;
using System.Text;

namespace Members.Tests.Http.Hosting;

/// <summary>A bare connection, for what no HTTP client would send. Nothing waits longer than its patience.</summary>
internal sealed class Wire : IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(25));
    private readonly TcpClient _client = new() { NoDelay = true };

    public static async Task<Wire> To(MembersServer server)
    {
        var wire = new Wire();
        var url = new Uri(server.Url);
        await wire._client.ConnectAsync(url.Host, url.Port, wire._patience.Token);
        return wire;
    }

    /// <summary>Sends a text and reads all that comes back until the server hangs up.</summary>
    public static async Task<string> Tell(MembersServer server, string text)
    {
        using var wire = await To(server);
        await wire.Send(text);
        return await wire.ReadToEnd();
    }

    public async Task Send(string text)
    {
        try
        {
            await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), _patience.Token);
        }
        catch (IOException)
        {
            // It hung up before it had heard everything: its answer may be there all the same.
        }
    }

    /// <summary>Reads until a blank line: the head of an answer; shorter when the server hangs up.</summary>
    public async Task<string> ReadHead()
    {
        var (read, one) = (new StringBuilder(), new byte[1]);
        while (!read.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await Read(one) > 0)
        {
            read.Append((char)one[0]);
        }

        return read.ToString();
    }

    public async Task<string> ReadToEnd()
    {
        var (read, some) = (new StringBuilder(), new byte[4096]);
        while (await Read(some) is var count and > 0)
        {
            read.Append(Encoding.Latin1.GetString(some, 0, count));
        }

        return read.ToString();
    }

    public void Dispose()
    {
        _client.Dispose();
        _patience.Dispose();
    }

    private async Task<int> Read(byte[] into)
    {
        try
        {
            return await _client.GetStream().ReadAsync(into, _patience.Token);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Members.Tests.Http.Hosting;

/// <summary>A connection on which a test says exactly the bytes that it wants to: what no HTTP client would send.</summary>
internal static partial class Verbatim
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), Silence = TimeSpan.FromSeconds(1);

    [GeneratedRegex(@"^HTTP/1\.[01] (?<status>\d{3}) ?[^\r\n]*\r\n", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex StatusLine();

    /// <summary>Says it, and hears the server out: until it hangs up, or has answered and has no more to say.</summary>
    public static Task<Heard> Say(this MembersServer server, string text) => server.Say(Encoding.Latin1.GetBytes(text));

    /// <inheritdoc cref="Say(MembersServer, string)"/>
    public static async Task<Heard> Say(this MembersServer server, byte[] bytes)
    {
        using var end = new CancellationTokenSource(Patience);
        var address = new Uri(server.Url);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, end.Token);
        var stream = client.GetStream();
        var (heard, buffer) = (new MemoryStream(), new byte[8192]);
        try
        {
            await stream.WriteAsync(bytes, end.Token);
            while (await stream.ReadAsync(buffer, end.Token) is > 0 and var read)
            {
                heard.Write(buffer, 0, read);
                end.CancelAfter(Silence);
            }
        }
        catch (Exception over) when (over is IOException or OperationCanceledException)
        {
            // Hung up on, or nothing more to hear: what was said before counts.
        }

        return new Heard(Encoding.UTF8.GetString(heard.ToArray()));
    }

    /// <summary>What came back.</summary>
    internal sealed record Heard(string Text)
    {
        /// <summary>The statuses of all answers: more than one means that the server took the bytes for several requests.</summary>
        public int[] Statuses { get; } =
            [.. StatusLine().Matches(Text).Select(m => int.Parse(m.Groups["status"].Value, CultureInfo.InvariantCulture))];
    }
}

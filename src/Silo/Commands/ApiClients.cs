using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Members.Silo.Commands;

/// <summary>Makes clients of the API.</summary>
internal static class ApiClients
{
    private const string Unix = "http://unix:";

    // Longer than the API takes at most.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    /// <summary>A client of the API at an address as a server listens on it, with a key.</summary>
    /// <param name="address">Such as <c>http://[::]:5080</c> or <c>http://unix:/run/members.sock</c>.</param>
    /// <param name="key">The key.</param>
    public static HttpClient Of(string address, string key)
    {
        var client = address.StartsWith(Unix, StringComparison.Ordinal)
            ? new HttpClient(Through(address[Unix.Length..])) { BaseAddress = new Uri("http://members") }
            : new HttpClient { BaseAddress = new Uri(address.Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal)) };
        client.Timeout = Timeout;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static SocketsHttpHandler Through(string socket) => new()
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
            return new NetworkStream(connection, ownsSocket: true);
        },
    };
}

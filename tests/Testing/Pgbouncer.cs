using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Members.Tests.Testing;

/// <summary>A pgbouncer in front of a PostgreSQL server.</summary>
public sealed class Pgbouncer : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly ChildProcess _process;

    private Pgbouncer(IPEndPoint address, TemporaryDirectory directory, ChildProcess process) =>
        (Address, _directory, _process) = (address, directory, process);

    public IPEndPoint Address { get; }

    /// <summary>Starts one.</summary>
    /// <param name="server">The server behind it.</param>
    /// <param name="settings">Lines of its section <c>[pgbouncer]</c>.</param>
    public static async Task<Pgbouncer> Start(IPEndPoint server, params string[] settings)
    {
        var directory = new TemporaryDirectory();
        var address = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
        string[] text =
        [
            "[databases]", $"* = host={server.Address} port={Number(server.Port)}",
            "[pgbouncer]", $"listen_addr = {address.Address}", $"listen_port = {Number(address.Port)}", "unix_socket_dir =",
            "auth_type = any", .. settings,
        ];
        var file = Path.Combine(directory.Path, "pgbouncer.ini");
        await File.WriteAllLinesAsync(file, text.Select(l => l.Replace("host=", "user=members host=", StringComparison.Ordinal)));

        // It refuses to run as root, and reads its file after it has become somebody else.
        string[] asNobody = [];
        if (Environment.IsPrivilegedProcess)
        {
            File.SetUnixFileMode(directory.Path, (UnixFileMode)0b111_101_101);
            asNobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"];
        }

        var log = Path.Combine(directory.Path, "log");
        var process = ChildProcess.Start([.. asNobody, "/usr/sbin/pgbouncer", file], new Dictionary<string, string>(), "/", log);
        var pgbouncer = new Pgbouncer(address, directory, process);
        await Eventually.Holds(pgbouncer.Listens, () => $"pgbouncer listens. {process.Output}");
        return pgbouncer;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private async Task<bool> Listens()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(Address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Globalization;
using Npgsql;

namespace Members.Tests.Bench.Machine;

/// <summary>A PostgreSQL server of the bench's own, as Debian sets it up, with several databases. A commit waits for the disk.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly ChildProcess _guard;
    private int _made;

    private Database(PostgresServer server, ChildProcess guard) => (_server, _guard) = (server, guard);

    public int Port => _server.Address.Port;

    /// <summary>Starts the server.</summary>
    public static async Task<Database> Start()
    {
        var server = await PostgresServer.Start();
        var file = Path.Combine(Path.GetDirectoryName(server.Log)!, "data", "postmaster.pid");
        var id = int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture);
        ProcessorTime.Roots.Add(id);

        // pg_ctl has started it, so that the kernel would not end it together with the bench.
        string[] guard = ["sh", "-c", "trap 'kill -QUIT \"$0\"; kill $!' TERM; tail -f /dev/null & wait", $"{id}"];
        return new Database(
            server, await Launcher.Start(guard, new Dictionary<string, string>(), "/", Path.Combine(Folders.Work, "guard.log"), "TERM"));
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> New(string name)
    {
        var unique = $"{name.Replace('-', '_')}_{Interlocked.Increment(ref _made)}";
        await Run("postgres", $"CREATE DATABASE {unique}");
        return unique;
    }

    /// <summary>How a program of .NET connects to a database.</summary>
    public string ConnectionString(string name) => PostgresServer.ConnectionString(_server.Address, name);

    /// <summary>How other programs connect to a database.</summary>
    public string Url(string name) => $"postgres://members@127.0.0.1:{Port}/{name}";

    /// <summary>Runs a statement.</summary>
    public async Task Run(string name, string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(name) + ";Pooling=false;Command Timeout=600");
#pragma warning disable CA2100 // The bench's own statements.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row, as a number.</summary>
    public async Task<double> Number(string name, string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(name) + ";Pooling=false");
#pragma warning disable CA2100 // The bench's own statements.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _guard.Send(Signal.Terminate);
        await _guard.WaitForExit();
        await _guard.DisposeAsync();
    }
}

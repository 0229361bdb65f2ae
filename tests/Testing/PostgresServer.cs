using System.Globalization;
using System.Net;
using Npgsql;

namespace Members.Tests.Testing;

/// <summary>A PostgreSQL server of the tests' own, in a temporary directory.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(StartShared);
    private readonly PostgresPrograms _programs;
    private readonly bool _durable;
    private NpgsqlDataSource? _source;

    private PostgresServer(PostgresPrograms programs, bool durable) => (_programs, _durable) = (programs, durable);

    /// <summary>The one server of tests that make databases of their own on it. It stops with the process.</summary>
    public static Task<PostgresServer> Shared => SharedServer.Value;

    public IPEndPoint Address { get; } = new(IPAddress.Loopback, FreePort.Next());

    /// <summary>The server's log.</summary>
    public string Log => Path.Combine(_programs.Directory, "log");

    /// <summary>Connections of the tests to the product's database.</summary>
    public NpgsqlDataSource Source => _source ??= NpgsqlDataSource.Create(
        ConnectionString(Address) + ";Maximum Pool Size=4;Application Name=tests;Timeout=5;Include Error Detail=true");

    private string Data => Path.Combine(_programs.Directory, "data");

    /// <summary>Makes and starts a server with an empty database <c>members</c>.</summary>
    /// <param name="durable">Whether a commit waits for the disk, as it does in production.</param>
    public static async Task<PostgresServer> Start(bool durable = true)
    {
        var server = new PostgresServer(await PostgresPrograms.Find(), durable);
        await server._programs.Run(
            "initdb", "-D", server.Data, "-U", "members", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-instructions", "--no-sync");
        await server.StartAgain();
        await server.Empty();
        return server;
    }

    /// <param name="address">The server's address, or that of a proxy before it.</param>
    /// <param name="database">The database's name.</param>
    public static string ConnectionString(IPEndPoint address, string database = "members") =>
        $"Host={address.Address};Port={address.Port};Username=members;Database={database}";

    /// <summary>Makes the database <c>members</c> anew and empty. Whoever uses it loses their connection.</summary>
    public async Task Empty()
    {
        await using var connection = new NpgsqlConnection(ConnectionString(Address, "postgres") + ";Pooling=false");
        await connection.OpenAsync();
        foreach (var sql in new[] { "DROP DATABASE IF EXISTS members WITH (FORCE)", "CREATE DATABASE members" })
        {
#pragma warning disable CA2100 // The constants above.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        Source.Clear();
    }

    /// <summary>Stops it as a crash would: what is not on the disk is lost.</summary>
    public async Task StopImmediately()
    {
        await _programs.Run("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Source.Clear();
    }

    /// <summary>Starts it after a stop.</summary>
    public Task StartAgain()
    {
        var (port, sync) = (Address.Port.ToString(CultureInfo.InvariantCulture), _durable ? "on" : "off");
        string[] settings =
        [
            $"port={port}", $"listen_addresses={Address.Address}", $"unix_socket_directories={_programs.Directory}",
            "max_connections=200", $"fsync={sync}", $"synchronous_commit={sync}",
        ];
        return _programs.Run(
            "pg_ctl", "-D", Data, "-l", Log, "-w", "-t", "60", "-o", string.Join(' ', settings.Select(s => $"-c {s}")), "start");
    }

    /// <summary>The rows of a query, each as its columns.</summary>
    public async Task<IReadOnlyList<object?[]>> Query(string sql, params (string Name, object Value)[] parameters)
    {
#pragma warning disable CA2100 // The tests' own statements.
        await using var command = Source.CreateCommand(sql);
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            var row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            rows.Add(row);
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }

        await _programs.Try("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(_programs.Directory, recursive: true);
    }

    private static async Task<PostgresServer> StartShared()
    {
        var server = await Start(durable: false);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10));
        return server;
    }
}

using System.Globalization;
using System.Net;
using Npgsql;

namespace Members.Tests.Cluster.Hosting;

/// <summary>A PostgreSQL server of the tests' own, in a temporary directory and as durable as a real one.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private readonly string _directory;
    private readonly string _programs;
    private readonly string[] _asOwner;
    private NpgsqlDataSource? _source;

    private Postgres(string directory, string programs, string[] asOwner) =>
        (_directory, _programs, _asOwner) = (directory, programs, asOwner);

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; } = new(IPAddress.Loopback, Free.Port());

    /// <summary>Its log.</summary>
    public string Log => Path.Combine(_directory, "log");

    /// <summary>A database for the product, seen from outside it.</summary>
    public NpgsqlDataSource Source => _source ??= NpgsqlDataSource.Create(
        ConnectionString(Address) + ";Maximum Pool Size=4;Application Name=tests;Timeout=5;Include Error Detail=true");

    /// <summary>Makes and starts a server.</summary>
    public static async Task<Postgres> Start()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"members-postgres-{Guid.NewGuid():N}");
        System.IO.Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        // The server refuses to run as root.
        string[] asOwner = [];
        if (Environment.IsPrivilegedProcess)
        {
            await Command.Run("chown", "postgres", directory);
            asOwner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"];
        }

        var server = new Postgres(directory, FindPrograms(), asOwner);
        await server.Run("initdb", "-D", server.Data, "-U", "members", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-instructions");
        await server.StartAgain();
        await using var connection = new NpgsqlConnection(ConnectionString(server.Address, "postgres"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand("CREATE DATABASE members", connection);
        await create.ExecuteNonQueryAsync();
        return server;
    }

    /// <summary>What connects to it, through whatever is between.</summary>
    public static string ConnectionString(IPEndPoint through, string database = "members") =>
        $"Host={through.Address};Port={through.Port};Username=members;Database={database}";

    /// <summary>Stops it without any farewell, as a crash would.</summary>
    public async Task StopImmediately()
    {
        await Run("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Source.Clear();
    }

    /// <summary>Starts it after a stop.</summary>
    public Task StartAgain()
    {
        var port = Address.Port.ToString(CultureInfo.InvariantCulture);
        return Run("pg_ctl", "-D", Data, "-l", Log, "-w", "-t", "60", "-o",
            $"-p {port} -c listen_addresses={Address.Address} -c unix_socket_directories={_directory}"
            + " -c max_connections=200 -c fsync=on -c synchronous_commit=on", "start");
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

        await Command.Try([.. _asOwner, Path.Combine(_programs, "pg_ctl"), "-D", Data, "-m", "immediate", "-w", "stop"]);
        System.IO.Directory.Delete(_directory, recursive: true);
    }

    private string Data => Path.Combine(_directory, "data");

    private Task<string> Run(string program, params string[] arguments)
    {
        // What the server inherits must not be a pipe that somebody waits on.
        string[] quiet = ["sh", "-c", "exec \"$@\" >/dev/null 2>>\"$0\"", Path.Combine(_directory, "setup")];
        return Command.Run([.. _asOwner, .. quiet, Path.Combine(_programs, program), .. arguments]);
    }

    private static string FindPrograms()
    {
        var debian = System.IO.Directory.Exists("/usr/lib/postgresql") ? System.IO.Directory.GetDirectories("/usr/lib/postgresql") : [];
        var newestFirst = debian.OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0);
        var places = newestFirst.Select(d => Path.Combine(d, "bin")).Concat(Environment.GetEnvironmentVariable("PATH")!.Split(':'));
        return places.FirstOrDefault(p => File.Exists(Path.Combine(p, "initdb")) && File.Exists(Path.Combine(p, "pg_ctl")))
            ?? throw new InvalidOperationException("These tests need a PostgreSQL server: apt-get install postgresql.");
    }
}

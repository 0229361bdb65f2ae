using System.Data.Common;
using System.Net.Sockets;
using Members.Accounts;
using Members.Silo.Hosting;
using Npgsql;

namespace Members.Silo.Storage.Postgres;

/// <summary>The cluster's database: one pool of connections for all who use it in this process.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>Orleans' name for the driver.</summary>
    public const string Invariant = "Npgsql";

    // Writes that wait at the same time share a flush of PostgreSQL's log, so more connections make more commits. Four silos fit into its
    // default of 100.
    private const int MostConnections = 20;

    // What the database knows by the name of a lease: its holder tells gateways what to forget. Versions before 0.2 do not, and their
    // names are without it (Scripts/always-gateway-leases.sql).
    private const string TellsGateways = "tells-gateways-";

    private readonly string _connectionString;

    private PostgresDatabase(string connectionString, string? holder) =>
        (_connectionString, Holder, Source) = (connectionString, holder, NpgsqlDataSource.Create(connectionString));

    /// <summary>The name under which a silo holds its lease. Its connections carry the name and cannot write without the lease.</summary>
    public string? Holder { get; }

    /// <summary>A name for the lease of a silo of this version.</summary>
    public static string NewHolder() => TellsGateways + MemberId.New().ToString("N");

    /// <summary>Where connections come from.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Reads the setting and adds defaults.</summary>
    /// <param name="setting">The connection string.</param>
    /// <param name="holder">The name of a silo's lease; null for a process that is no silo.</param>
    /// <exception cref="StartupException">It is no connection string.</exception>
    public static PostgresDatabase At(string setting, string? holder = null)
    {
        try
        {
            var text = new NpgsqlConnectionStringBuilder(setting);
            if (string.IsNullOrEmpty(text.Host))
            {
                throw new ArgumentException("it names no Host.");
            }

            Default(text, "Maximum Pool Size", MostConnections);
            Default(text, "Timeout", 5);
            Default(text, "Command Timeout", 10);
            if (text.CommandTimeout is > 0 and < 10)
            {
                // Twice the longest lease (MembersSiloOptions.LeaseDuration), so that a silo can always be declared dead.
                throw new ArgumentException("its Command Timeout is shorter than 10 seconds.");
            }

            if (holder is not null)
            {
                // By these the database knows which silo a write is from, and which connections to end.
                text.ApplicationName = $"members {holder}";
                text.Options = $"{text.Options} -c members.holder={holder}".TrimStart();
            }

            Default(text, "Application Name", "members");
            Default(text, "Max Auto Prepare", 40);
            Default(text, "Auto Prepare Min Usages", 2);
            Default(text, "Tcp Keepalive", true);

            // Nothing here changes a session's state, and to reset it costs seven statements with each use of a connection.
            Default(text, "No Reset On Close", true);
            return new PostgresDatabase(text.ConnectionString, holder);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            // Not the driver's own words: they may repeat the password.
            throw new StartupException(
                "Members:Database is no connection string of PostgreSQL, or has a Command Timeout of less than 10 seconds; "
                + "it must look like Host=db;Database=members;Username=members;Password=...",
                fault);
        }
    }

    /// <summary>Whether a statement failed because it gave an address a second owner.</summary>
    public static bool IsAddressTaken(DbException fault) =>
        fault is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "ownedaddress" };

    /// <summary>Whether a fault says that an invitation has no use left.</summary>
    public static bool IsInvitationUsedUp(DbException fault) => fault is PostgresException { SqlState: "MB001" };

    /// <summary>The connection string for a connection outside the pool.</summary>
    /// <param name="patience">The time-out of connecting and of each command, in seconds.</param>
    public string Unpooled(int patience) => new NpgsqlConnectionStringBuilder(_connectionString)
    {
        Pooling = false,
        Timeout = patience,
        CommandTimeout = patience,
        CancellationTimeout = 500,
    }.ConnectionString;

    /// <summary>Says in one sentence why the database cannot be used.</summary>
    public static StartupException Refusal(Exception fault) => new(
        fault switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
                "Members:Database: PostgreSQL does not accept this user and password.",
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                "Members:Database names a database that does not exist; create it first.",
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied =>
                $"The user of Members:Database lacks a right ({denied.MessageText}). It must own the database, or the schema in it.",
            PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
                "PostgreSQL has no connection left for this process (max_connections).",
            PostgresException other => $"The database in Members:Database cannot be used: {other.MessageText}.",
            _ when fault.InnerException is SocketException or TimeoutException || fault is TimeoutException =>
                "The database in Members:Database does not answer. Is it running, and are Host and Port right?",
            _ => $"The database in Members:Database cannot be used: {fault.Message}",
        },
        fault);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private static void Default(NpgsqlConnectionStringBuilder text, string name, object value)
    {
        if (!text.ContainsKey(name) || !text.ShouldSerialize(name))
        {
            text[name] = value;
        }
    }
}

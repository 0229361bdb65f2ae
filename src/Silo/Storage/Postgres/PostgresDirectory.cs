using System.Data.Common;
using Npgsql;

namespace Members.Silo.Storage.Postgres;

/// <summary>The directory in PostgreSQL.</summary>
internal sealed class PostgresDirectory(NpgsqlDataSource database, string serviceId, ILogger<PostgresDirectory> logger)
    : RecordDirectory(serviceId, logger)
{
    /// <inheritdoc/>
    protected override async Task<DbConnection> Open(CancellationToken cancellationToken) =>
        await database.OpenConnectionAsync(cancellationToken);

    /// <inheritdoc/>
    protected override object Time(DateTimeOffset time) => time.ToUniversalTime();

    /// <inheritdoc/>
    protected override object Day(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    /// <inheritdoc/>
    protected override object Truth(bool value) => value;

    /// <inheritdoc/>
    protected override bool TryTime(DbDataReader reader, int column, out DateTimeOffset time)
    {
        time = reader.GetFieldValue<DateTimeOffset>(column);
        return true;
    }

    /// <inheritdoc/>
    protected override string Contains(string column, string parameter) => $"strpos({column}, {parameter}) > 0";

    /// <inheritdoc/>
    public override async Task<string> Name()
    {
        await using var command = database.CreateCommand("SHOW server_version");
        return $"PostgreSQL {await command.ExecuteScalarAsync()}";
    }

    /// <inheritdoc/>
    public override async Task<long> Size()
    {
        await using var command = database.CreateCommand("SELECT pg_database_size(current_database())");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

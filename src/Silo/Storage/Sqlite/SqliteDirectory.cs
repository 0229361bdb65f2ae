using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Members.Grains.Storage;

namespace Members.Silo.Storage.Sqlite;

/// <summary>The directory in a SQLite file, where times are texts as in the stored JSON.</summary>
internal sealed class SqliteDirectory(
    SqliteFile file, SqliteWriter writer, string serviceId, ILogger<SqliteDirectory> logger)
    : RecordDirectory(serviceId, logger)
{
    /// <inheritdoc/>
    protected override Task<int> Write(Func<Task<int>> statement) => writer.Alone(statement);

    /// <inheritdoc/>
    protected override async Task<DbConnection> Open(CancellationToken cancellationToken) => await file.Open(cancellationToken);

    // So that text order is time order: always UTC, and "+" sorts before "." and the digits.
    /// <inheritdoc/>
    protected override object Time(DateTimeOffset time) =>
        JsonSerializer.SerializeToElement(time.ToUniversalTime(), StoredJson.Options).GetString()!;

    /// <inheritdoc/>
    protected override object Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    protected override object Truth(bool value) => value ? 1 : 0;

    /// <inheritdoc/>
    protected override bool TryTime(DbDataReader reader, int column, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(
            reader.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    /// <inheritdoc/>
    public override Task<string> Name() => Task.FromResult($"SQLite {SQLitePCL.raw.sqlite3_libversion().utf8_to_string()}");

    /// <inheritdoc/>
    public override Task<long> Size() => Task.FromResult(file.Size());

    /// <inheritdoc/>
    // It would rather read all members in order than few and sort them.
    protected override string JoinInOrder => "CROSS JOIN";

    protected override string Contains(string column, string parameter) => $"instr({column}, {parameter}) > 0";
}

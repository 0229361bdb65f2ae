using Members.Silo.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Members.Tests.Storage;

/// <summary>SQLite does not look whether it is wanted any more, so it is told.</summary>
public sealed class SqliteCopyTests
{
    [Fact]
    public async Task What_takes_long_ends_when_it_is_cancelled()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        using var stop = new CancellationTokenSource();
        connection.CreateFunction("stop", () =>
        {
            // On another thread, as Ctrl-C is.
            _ = Task.Run(stop.Cancel);
            return 1;
        });
        await using var command = connection.CreateCommand();
        command.CommandText =
            "WITH RECURSIVE n(x) AS (SELECT stop() UNION ALL SELECT x + 1 FROM n LIMIT 100000000) SELECT count(*) FROM n";
        await Assert.ThrowsAsync<OperationCanceledException>(() => connection.Interruptible(command.ExecuteScalarAsync, stop.Token));
    }
}

using System.Diagnostics;
using System.Globalization;
using Members.Tests.Bench.Load;
using Members.Tests.Bench.Machine;
using Microsoft.Data.Sqlite;

namespace Members.Tests.Bench.Limits;

/// <summary>
/// The limit of what is stored in SQLite: transactions one after the other, each of which stores a record of the same size and is on the
/// disk when it ends (WAL, synchronous=FULL). `bench sqlite FILE BYTES SECONDS` is this.
/// </summary>
internal static class SqliteCommits
{
    /// <summary>Commits in a second, by a process of its own.</summary>
    /// <param name="bytes">The size of a record.</param>
    /// <param name="seconds">For how long it is measured.</param>
    public static async Task<double> Measure(int bytes, double seconds)
    {
        var folder = Folders.New("sqlite");
        var printed = await LoadProcess.RunPart(
            folder, 0, "sqlite", Path.Combine(folder, "loop.db"), $"{bytes}", seconds.ToString(CultureInfo.InvariantCulture));
        return double.Parse(printed, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// How many transactions a file has seen: the counter in the index of its write-ahead log (sqlite.org/walformat.html).
    /// </summary>
    /// <param name="database">The file of the database, which is in use.</param>
    public static uint Count(string database)
    {
        const int CounterAt = 8;
        using var index = new FileStream(database + "-shm", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> counter = stackalloc byte[sizeof(uint)];
        index.Position = CounterAt;
        index.ReadExactly(counter);
        return BitConverter.ToUInt32(counter);
    }

    /// <summary>Commits in this process and prints how often in a second.</summary>
    public static void Run(string file, int bytes, double seconds)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var setUp = connection.CreateCommand();
        setUp.CommandText =
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE Record (Id TEXT PRIMARY KEY, Payload BLOB) STRICT";
        setUp.ExecuteNonQuery();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO Record VALUES (@id, @payload)";
        var id = insert.Parameters.AddWithValue("@id", "");
        insert.Parameters.AddWithValue("@payload", new byte[bytes]);
        var (count, watch) = (0, Stopwatch.StartNew());
        for (; watch.Elapsed.TotalSeconds < seconds; count++)
        {
            id.Value = Guid.NewGuid().ToString("N");
            insert.ExecuteNonQuery();
        }

        Console.WriteLine((count / watch.Elapsed.TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }
}

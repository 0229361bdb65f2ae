using System.Diagnostics.Metrics;

namespace Members.Silo.Storage.Sqlite;

/// <summary>Shows how many writes wait for the one thread that makes them.</summary>
internal static class SqliteWriterMetrics
{
    /// <param name="meters">Makes meters.</param>
    /// <param name="waiting">Counts the writes that wait now.</param>
    public static void Observe(IMeterFactory meters, Func<int> waiting) => meters.Create(CommitMetrics.Name).CreateObservableUpDownCounter(
        "members.sqlite.waiting", waiting, "{write}", "Writes that wait for the thread that writes to the file");
}

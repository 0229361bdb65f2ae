using Members.Grains.Storage;
using Members.Silo.Storage;
using Members.Silo.Storage.Sqlite;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Orleans.Storage;

namespace Members.Tests.Storage;

/// <summary>What an operator sees of commits.</summary>
public sealed class CommitMetricsTests
{
    [Theory]
    [InlineData(null, "SUCCESS")]
    [InlineData(typeof(AddressTakenException), "EMAIL_ALREADY_EXISTS")]
    [InlineData(typeof(InconsistentStateException), "CONFLICT")]
    [InlineData(typeof(IOException), "UNKNOWN")]
    public async Task Each_commit_is_measured_by_kind_and_by_how_it_ended(Type? fault, string outcome)
    {
        var meters = Readings.Meters();
        using var durations = new MetricCollector<double>(meters, CommitMetrics.Name, "members.commit.duration");
        var metrics = new CommitMetrics(meters);

        var failure = fault == typeof(AddressTakenException)
            ? new AddressTakenException(new IOException())
            : fault is null ? null : (Exception)Activator.CreateInstance(fault)!;
        var commit = metrics.Measure("member", () => failure is null ? Task.CompletedTask : Task.FromException(failure));
        await commit.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        Assert.Equal(failure, commit.Exception?.InnerException);
        Assert.Equal(
            [("members.outcome", outcome), ("members.record", "member")],
            durations.LastMeasurement!.Tags.Select(t => (t.Key, t.Value)).Order());
    }

    [Fact]
    public async Task Writes_that_wait_for_the_one_thread_are_seen()
    {
        var meters = Readings.Meters();
        using var writer = new SqliteWriter(new SqliteFile(SqliteTestDatabase.NewPath()), meters);
        using var gate = new ManualResetEventSlim();
        var writes = Enumerable.Range(0, 3).Select(_ => writer.Alone(() =>
        {
            gate.Wait();
            return Task.FromResult(true);
        })).ToList();

        await Eventually.Holds(() => Task.FromResult(Waiting(meters) == 2), "one is being made, two wait");
        gate.Set();
        await Task.WhenAll(writes);
        Assert.Equal(0, Waiting(meters));
    }

    private static int Waiting(System.Diagnostics.Metrics.IMeterFactory meters) =>
        meters.Read<int>(CommitMetrics.Name, "members.sqlite.waiting")[""];
}

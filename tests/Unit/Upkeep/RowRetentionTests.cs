using Members.Grains;
using Members.Grains.Upkeep;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Unit.Upkeep;

public sealed class RowRetentionTests
{
    private readonly FakeTimeProvider _clock = new(Moments.Start);
    private readonly Store _store = new();
    private readonly RowRetention _retention;

    public RowRetentionTests() => _retention = new RowRetention(
        _store,
        _clock,
        Options.Create(new MembersOptions { LoginAttemptMemory = TimeSpan.FromDays(2) }),
        NullLogger<RowRetention>.Instance);

    [Fact]
    public async Task Attempts_are_deleted_once_an_hour_and_cleared_registrations_once_a_day()
    {
        for (var i = 0; i < 26 * 6; i++)
        {
            await _retention.Apply();
            _clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(26, _store.Attempts.Count);
        Assert.Equal([Moments.Start.AddDays(-4), Moments.Start.AddDays(-4).AddHours(1)], _store.Attempts.Take(2));
        Assert.Equal([Moments.Start.AddDays(-2), Moments.Start.AddDays(-1)], _store.Cleared);
    }

    [Fact]
    public async Task Many_are_deleted_in_batches()
    {
        _store.Left = (2 * RowRetention.Batch) + 1;
        await _retention.Apply();

        Assert.Equal(0, _store.Left);
        Assert.Equal(3, _store.Attempts.Count);
    }

    [Fact]
    public async Task A_failure_is_no_reason_to_stop()
    {
        _store.Fault = new IOException();
        await _retention.Apply();
        _store.Fault = null;
        _clock.Advance(TimeSpan.FromHours(1));
        await _retention.Apply();

        Assert.Equal(2, _store.Attempts.Count);
        Assert.Single(_store.Cleared);
    }

    private sealed class Store : IRetentionStore
    {
        public List<DateTimeOffset> Attempts { get; } = [];

        public List<DateTimeOffset> Cleared { get; } = [];

        public int Left { get; set; }

        public Exception? Fault { get; set; }

        public Task<int> DeleteAttempts(DateTimeOffset time, int limit, CancellationToken cancellationToken)
        {
            Attempts.Add(time);
            var deleted = Math.Min(Left, limit);
            Left -= deleted;
            return Fault is null ? Task.FromResult(deleted) : Task.FromException<int>(Fault);
        }

        public Task<int> DeleteCleared(DateTimeOffset time, int limit, CancellationToken cancellationToken)
        {
            Cleared.Add(time);
            return Task.FromResult(0);
        }
    }
}

using Members.Grains;
using Members.Grains.Throttling;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Unit.Throttling;

public sealed class AttemptRetentionTests
{
    [Fact]
    public async Task They_are_removed_once_an_hour_when_they_have_not_counted_for_long()
    {
        var (clock, store) = (new FakeTimeProvider(Moments.Start), new Store());
        var options = Options.Create(new MembersOptions { LoginAttemptMemory = TimeSpan.FromDays(2) });
        var retention = new AttemptRetention(store, clock, options, NullLogger<AttemptRetention>.Instance);
        for (var i = 0; i < 12; i++)
        {
            await retention.Apply();
            clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal([Moments.Start.AddDays(-4), Moments.Start.AddDays(-4).AddHours(1)], store.Asked);
    }

    private sealed class Store : IAttemptStore
    {
        public List<DateTimeOffset> Asked { get; } = [];

        // The first one fails: that is no reason to stop.
        public Task<int> DeleteUnchangedSince(DateTimeOffset time, CancellationToken cancellationToken)
        {
            Asked.Add(time);
            return Asked.Count == 1 ? Task.FromException<int>(new IOException()) : Task.FromResult(3);
        }
    }
}

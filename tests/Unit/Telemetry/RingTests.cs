using Members.Telemetry;

namespace Members.Tests.Unit.Telemetry;

public sealed class RingTests
{
    [Fact]
    public void It_keeps_the_newest_and_answers_them_first()
    {
        var ring = new Ring<int>(3);
        Assert.Empty(ring.Newest(out var whole));
        Assert.True(whole);

        ring.Add(1);
        ring.Add(2);
        ring.Add(3);
        Assert.Equal([3, 2, 1], ring.Newest(out whole));
        Assert.True(whole);

        ring.Add(4);
        ring.Add(5);
        Assert.Equal([5, 4, 3], ring.Newest(out whole));
        Assert.False(whole);
    }

    [Fact]
    public async Task Many_at_once_neither_lose_their_order_nor_tear_what_is_read()
    {
        const int Writers = 4, Each = 20_000;
        var ring = new Ring<(int Writer, int Number)>(1_000);
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                ring.Add((writer, i));
            }
        })));
        do
        {
            Assert.All(
                ring.Newest(out _).GroupBy(e => e.Writer),
                group => Assert.Equal(group.OrderByDescending(e => e.Number), group));
        }
        while (!writing.IsCompleted);

        await writing;
        Assert.Equal(1_000, ring.Newest(out var whole).Distinct().Count());
        Assert.False(whole);
    }
}

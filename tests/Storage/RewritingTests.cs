using System.Globalization;

namespace Members.Tests.Storage;

/// <summary>What the busiest table costs. Alone: whatever else the server does keeps old versions of rows alive.</summary>
[Collection(nameof(GatewayRoleTests))]
public sealed class RewritingTests
{
    // Most updates must not touch an index, or the busiest table bloats.
    [Fact]
    public async Task Rewriting_records_touches_no_index()
    {
        await using var database = await PostgresTestDatabase.Make();
        await using var store = await database.Open();
        const int Updates = 3000;
        var (etags, random) = (new string?[400], new Random(4711));
        for (var i = 0; i < etags.Length; i++)
        {
            etags[i] = await store.Write("anything", Store.Index($"e:{i}"), new string('x', 900));
        }

        for (var update = 0; update < Updates; update++)
        {
            var i = random.Next(etags.Length);
            etags[i] = await store.Write("anything", Store.Index($"e:{i}"), new string('y', 900), etags[i]);
        }

        // Each connection tells its counts after a moment.
        var (updated, hot) = (0L, 0L);
        while (updated < Updates * 9 / 10)
        {
            var counts = (await database.Sql(
                "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'grainrecord'"))[0].Split('|');
            (updated, hot) = (long.Parse(counts[0], CultureInfo.InvariantCulture), long.Parse(counts[1], CultureInfo.InvariantCulture));
        }

        Assert.InRange(hot, updated * 3 / 4, updated);
    }
}

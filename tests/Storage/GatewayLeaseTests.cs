using System.Diagnostics;
using System.Net;
using Members.Accounts;
using Members.Grains.Leases;
using Members.Silo.Clustering;
using Members.Silo.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Members.Tests.Storage;

/// <summary>
/// The leases of gateways: who is told, who is not waited for any more, and that no silo of a version that does not tell them ever writes
/// while one runs.
/// </summary>
public sealed class GatewayLeaseTests : IAsyncLifetime
{
    private const string Former = "5f0c6e2b9a4d4d6f8e1b7c3a2d9f0e11";
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);
    private static readonly GatewayHolder Gateway = Make();
    private readonly List<PostgresDatabase> _silos = [];
    private PostgresTestDatabase _database = null!;

    private PostgresGatewayLeases Leases =>
        new(_database.Database.Source, Length, "members", NullLogger<PostgresGatewayLeases>.Instance);

    public async Task InitializeAsync()
    {
        _database = await PostgresTestDatabase.Make();
        await _database.Sql("INSERT INTO MembershipVersion (DeploymentId) VALUES ('members')");
    }

    public async Task DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_gateway_is_told_from_its_first_renewal_until_it_gives_its_lease_back()
    {
        var silo = await Join(1, PostgresDatabase.NewHolder());
        Assert.Empty((await silo.Others()).Gateways);

        Assert.Equal(Length, (await Leases.Renew(Gateway))?.Length);
        Assert.Equal([Gateway], (await silo.Others()).Gateways.AsEnumerable());
        var lease = Assert.Single(await Leases.List());
        Assert.Equal(Gateway.Id, lease.Gateway);
        Assert.InRange(lease.Until, DateTimeOffset.UtcNow - Length, DateTimeOffset.UtcNow + (2 * Length));

        await Leases.Release(Gateway.Id);
        Assert.Empty((await silo.Others()).Gateways);
    }

    [Fact]
    public async Task One_that_is_gone_is_asked_for_one_more_lease_and_its_row_does_not_stay()
    {
        var silo = await Join(1, PostgresDatabase.NewHolder());
        await Leases.Renew(Gateway);
        await Ago("1");
        Assert.Single((await silo.Others()).Gateways);
        await Ago("2.1");
        Assert.Empty((await silo.Others()).Gateways);

        await Ago("4.1");
        await Leases.Renew(Make());
        Assert.Equal(["1"], await _database.Sql("SELECT count(*) FROM GatewayLease"));
    }

    [Fact]
    public async Task The_era_changes_when_the_lease_was_revoked_or_taken_away_and_when_a_silo_came_or_went()
    {
        var silo = await Join(1, PostgresDatabase.NewHolder());
        var eras = new List<long> { await Era(), await Era() };
        Assert.Equal(eras[0], eras[1]);

        await silo.RevokeLease(Gateway);
        eras.Add(await Era());
        await _database.Sql("UPDATE MembershipVersion SET Version = Version + 1");
        eras.Add(await Era());
        await Leases.Release(Gateway.Id);
        eras.Add(await Era());

        Assert.Equal(4, eras.Distinct().Count());
    }

    [Fact]
    public async Task A_revocation_waits_for_one_lease_and_for_none_that_is_over()
    {
        var silo = await Join(1, PostgresDatabase.NewHolder());
        await Leases.Renew(Gateway);
        var waited = Stopwatch.StartNew();
        await silo.RevokeLease(Gateway);
        Assert.InRange(waited.Elapsed, Length - TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10));

        await Ago("0");
        waited.Restart();
        await silo.RevokeLease(Gateway);
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task While_a_silo_of_a_version_is_live_that_does_not_tell_gateways_none_gets_a_lease()
    {
        Renew(await Join(1, PostgresDatabase.NewHolder()));
        Assert.NotNull(await Leases.Renew(Gateway));
        var former = await Join(2, Former);
        Renew(former);
        Assert.Null(await Leases.Renew(Gateway));

        // Not even while its own lease has lapsed: it may go on.
        await _database.Sql("UPDATE MembershipEntry SET LeaseUntil = clock_timestamp() - interval '1 minute' WHERE Port = 2");
        Assert.Null(await Leases.Renew(Gateway));

        former.TryRelease();
        Assert.NotNull(await Leases.Renew(Gateway));
        Renew(former);
        await _database.Sql("UPDATE MembershipEntry SET Status = 6 WHERE Port = 2");
        Assert.NotNull(await Leases.Renew(Gateway));
    }

    [Fact]
    public async Task Its_writes_wait_for_the_end_of_the_last_lease_and_those_of_a_silo_that_tells_do_not()
    {
        var (former, silo) = (await Join(1, Former), await Join(2, PostgresDatabase.NewHolder()));
        await using var stores = new Stores(await _database.Open(_silos[0]), await _database.Open(_silos[1]));
        var leased = Stopwatch.StartNew();
        await Leases.Renew(Gateway);
        Renew(former);
        Renew(silo);
        var waited = Stopwatch.StartNew();
        await stores.Ours.Write("anything", Store.Index("e:1"), "told");
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));

        var write = stores.Former.Write("anything", Store.Index("e:2"), "untold");
        while (!write.IsCompleted)
        {
            // It is in the middle of its life: its lease is renewed while its write waits. No gateway gets a renewal.
            Renew(former);
            Assert.Null(await Leases.Renew(Gateway));
            await Task.Delay(100);
        }

        await write;
        Assert.InRange(leased.Elapsed, Length - TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(9));
        Assert.Equal(["True"], await _database.Sql("SELECT max(LeaseUntil) < clock_timestamp() FROM GatewayLease"));
    }

    // Both have looked and found nothing of the other: one of them must wait for the other's commit.
    [Fact]
    public async Task No_lease_begins_while_such_a_write_is_under_way()
    {
        var former = await Join(1, Former);
        await using var store = await _database.Open(_silos[0]);
        Renew(former);
        var etag = await store.Write("anything", Store.Index("e:1"), "before");
        await using var holdUp = await _database.Database.Source.OpenConnectionAsync();
        await using var transaction = await holdUp.BeginTransactionAsync();
        await using (var touch = new NpgsqlCommand("SELECT 1 FROM GrainRecord FOR UPDATE", holdUp, transaction))
        {
            await touch.ExecuteNonQueryAsync();
        }

        var write = store.Write("anything", Store.Index("e:1"), "untold", etag);
        await Eventually.Holds(
            async () => (await _database.Sql(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = @p0", $"members {Former}"))[0]
                == "1",
            "the write is held up");

        // As if the silo had given up: only its write is left of it.
        former.TryRelease();
        Assert.Null(await Leases.Renew(Gateway));

        await transaction.RollbackAsync();
        await write;
        Assert.NotNull(await Leases.Renew(Gateway));
    }

    [Fact]
    public async Task A_gateway_that_asks_while_a_lease_is_given_to_another_gets_one_too()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Leases.Renew(Make())));

        Assert.All(answers, Assert.NotNull);
    }

    [Fact]
    public async Task Scripts_that_run_again_beside_silos_keep_the_leases_and_wait_for_no_silo()
    {
        await Leases.Renew(Gateway);
        var silo = await Join(1, PostgresDatabase.NewHolder());
        Renew(silo);
        await using var busy = await _database.Database.Source.OpenConnectionAsync();
        await using var transaction = await busy.BeginTransactionAsync();
        await using (var touch = new NpgsqlCommand("UPDATE MembershipEntry SET ProxyPort = 1", busy, transaction))
        {
            await touch.ExecuteNonQueryAsync();
        }

        await PostgresSchema.Upgrade(_database.Database).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Single((await silo.Others()).Gateways);
    }

    private static GatewayHolder Make()
    {
        var id = MemberId.New();
        return new GatewayHolder(id, GrainId.Create("sys.client", $"{id:N}+1"));
    }

    private async Task<long> Era() => (await Leases.Renew(Gateway))!.Era;

    private Task<IReadOnlyList<string>> Ago(string seconds) => _database.Sql(
        $"UPDATE GatewayLease SET LeaseUntil = clock_timestamp() - interval '{seconds} s' WHERE Gateway = @p0", Gateway.Id);

    private async Task<PostgresLeases> Join(int port, string holder)
    {
        await _database.Sql(
            "INSERT INTO MembershipEntry VALUES ('members', '127.0.0.1', @p0, 1, 'silo', 'host', 3, 0, NULL, now(), now())", port);
        var own = PostgresDatabase.At(_database.ConnectionString, holder);
        _silos.Add(own);
        var self = new SiloAt(SiloAddress.New(IPAddress.Loopback, port, 1));
        return new PostgresLeases(own, Leases, self, Length, "members", NullLogger<PostgresLeases>.Instance);
    }

    private static void Renew(PostgresLeases silo)
    {
        using var connection = silo.Connect();
        Assert.NotNull(silo.Renew(connection));
    }

    private sealed record Stores(Store Former, Store Ours) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Former.DisposeAsync();
            await Ours.DisposeAsync();
        }
    }
}

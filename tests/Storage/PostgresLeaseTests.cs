using System.Diagnostics;
using System.Net;
using Members.Grains;
using Members.Silo.Clustering;
using Members.Silo.Hosting;
using Members.Silo.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans.Storage;

namespace Members.Tests.Storage;

/// <summary>Leases in the membership table: who holds one, who is told, and that nobody dies while one runs.</summary>
public sealed class PostgresLeaseTests : IAsyncLifetime
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);
    private readonly List<PostgresDatabase> _silos = [];
    private PostgresTestDatabase _database = null!;

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
    public async Task A_silo_holds_a_lease_from_its_first_renewal_until_it_gives_it_back()
    {
        var (ann, bob) = (await Join(1), await Join(2));
        Assert.Empty((await bob.Others()).Silos);

        Renew(ann);
        Renew(bob);
        Assert.Equal([At(1)], (await bob.Others()).Silos.AsEnumerable());

        ann.TryRelease();
        Assert.Empty((await bob.Others()).Silos);
    }

    [Fact]
    public async Task One_who_is_recorded_as_dead_gets_no_renewal()
    {
        var ann = await Join(1);
        Assert.Equal(0, Renew(ann));
        await Declare(1, dead: true);

        Assert.Null(Renew(ann));
        Assert.Empty((await (await Join(2)).Others()).Silos);
    }

    [Fact]
    public async Task Nobody_is_recorded_as_dead_before_their_lease_is_over()
    {
        var ann = await Join(1);
        Renew(ann);
        var waited = Stopwatch.StartNew();
        Assert.Equal(["True"], await Declare(1, dead: true));

        Assert.InRange(waited.Elapsed, Length - TimeSpan.FromMilliseconds(200), Length + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task While_a_death_is_being_recorded_no_renewal_gets_through()
    {
        var ann = await Join(1);
        Renew(ann);
        var death = Declare(1, dead: true);
        while ((await _database.Sql(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"))[0] == "0")
        {
            Assert.False(death.IsCompleted);
        }

        // Its connection is ended while it waits; the next finds the silo dead.
        Assert.Throws<PostgresException>(() => Renew(ann));
        await death;
        Assert.Null(Renew(ann));
    }

    [Fact]
    public async Task Another_state_than_dead_waits_for_nothing_and_one_without_a_lease_dies_at_once()
    {
        var ann = await Join(1);
        Renew(ann);
        var waited = Stopwatch.StartNew();
        await Declare(1, dead: false);
        ann.TryRelease();
        await Declare(1, dead: true);

        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task A_revocation_arrives_with_the_next_renewal_and_is_waited_out()
    {
        var (ann, bob) = (await Join(1), await Join(2));
        Renew(ann);
        var waited = Stopwatch.StartNew();
        var recall = bob.RevokeLease(At(1));
        while (Renew(ann) == 0)
        {
            Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        }

        await recall;
        Assert.InRange(waited.Elapsed, Length - TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Revoking_the_lease_of_a_dead_silo_returns_at_once()
    {
        var bob = await Join(2);
        await Join(1);
        await Declare(1, dead: true);
        var waited = Stopwatch.StartNew();
        await bob.RevokeLease(At(1));

        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Only_a_silo_whose_lease_runs_writes_a_record()
    {
        var ann = await Join(1);
        await using var store = await _database.Open(_silos[0]);
        await Assert.ThrowsAsync<InconsistentStateException>(() => store.Write("anything", Store.Index("e:1"), "before its first lease"));

        Renew(ann);
        var etag = await store.Write("anything", Store.Index("e:1"), "held");
        await Declare(1, dead: true);
        await Assert.ThrowsAsync<InconsistentStateException>(() => store.Write("anything", Store.Index("e:1"), "dead", etag));
        await Assert.ThrowsAsync<InconsistentStateException>(() => store.Write("anything", Store.Index("e:2"), "dead"));
        var state = await store.Read<string>("anything", Store.Index("e:1"));
        await Assert.ThrowsAsync<InconsistentStateException>(() => store.Records.ClearStateAsync("anything", Store.Index("e:1"), state));

        Assert.Equal("held", (await store.Read<string>("anything", Store.Index("e:1"))).State);
    }

    [Fact]
    public async Task A_silo_whose_lease_has_run_out_unnoticed_writes_nothing_until_it_is_renewed()
    {
        var ann = await Join(1);
        await using var store = await _database.Open(_silos[0]);
        Renew(ann);
        await _database.Sql("UPDATE MembershipEntry SET LeaseUntil = clock_timestamp() - interval '1 ms'");
        await Assert.ThrowsAsync<InconsistentStateException>(() => store.Write("anything", Store.Index("e:1"), "late"));

        Renew(ann);
        await store.Write("anything", Store.Index("e:1"), "renewed");
    }

    // A write that was begun in time and is held up must not come true after its silo's place has been taken.
    [Fact]
    public async Task What_a_silo_has_begun_is_ended_before_its_death_is_known()
    {
        var ann = await Join(1);
        await using var store = await _database.Open(_silos[0]);
        Renew(ann);
        var etag = await store.Write("anything", Store.Index("e:1"), "held");
        await using var holdUp = await _database.Database.Source.OpenConnectionAsync();
        await using var transaction = await holdUp.BeginTransactionAsync();
        await using (var touch = new NpgsqlCommand("SELECT 1 FROM GrainRecord FOR UPDATE", holdUp, transaction))
        {
            await touch.ExecuteNonQueryAsync();
        }

        var late = store.Write("anything", Store.Index("e:1"), "begun in time", etag);
        while ((await _database.Sql(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'members silo1'"))[0] == "0")
        {
            Assert.False(late.IsCompleted);
        }

        await Declare(1, dead: true);
        await transaction.RollbackAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => late);
        Assert.Equal("held", (await store.Read<string>("anything", Store.Index("e:1"))).State);
    }

    [Fact]
    public async Task A_silo_with_other_settings_is_refused_while_another_runs_and_taken_when_none_does()
    {
        await using var connection = await _database.Database.Source.OpenConnectionAsync();
        var (two, three) = (new MembersSiloOptions(), new MembersSiloOptions { LeaseDuration = TimeSpan.FromSeconds(3) });
        var peppered = new MembersOptions();
        peppered.Peppers.Add("2026", new string('p', 32));
        await CommonSettings.EnsureShared(connection, two, peppered);
        var ann = await Join(1);
        Renew(ann);
        var otherPepper = new MembersOptions();
        otherPepper.Peppers.Add("2026", new string('q', 32));

        await CommonSettings.EnsureShared(connection, two, peppered);
        var fault = await Assert.ThrowsAsync<StartupException>(() => CommonSettings.EnsureShared(connection, three, otherPepper));
        Assert.Equal(
            "The silos running on this database have a different Members:LeaseDuration and Members:Peppers:2026. Give all silos the same " +
            "settings, or stop the others first.",
            fault.Message);
        Assert.DoesNotContain(new string('p', 32), string.Join('\n', await _database.Sql("SELECT Value FROM ClusterSetting")));

        ann.TryRelease();
        await CommonSettings.EnsureShared(connection, three, otherPepper);
        Assert.Equal(["00:00:03"], await _database.Sql("SELECT Value FROM ClusterSetting WHERE Name = 'Members:LeaseDuration'"));
    }

    [Fact]
    public void The_statement_that_waits_for_the_end_of_a_lease_is_never_given_up_before_it()
    {
        // It waits in the database for up to a lease: given up, it would let the renewal through, and the silo could not be declared dead.
        var longest = TimeSpan.FromSeconds(5);
        var validator = new MembersSiloOptionsValidator();
        Assert.True(validator.Validate(null, new MembersSiloOptions { LeaseDuration = longest }).Succeeded);
        Assert.True(validator.Validate(null, new MembersSiloOptions { LeaseDuration = longest + TimeSpan.FromSeconds(1) }).Failed);
        Assert.Throws<StartupException>(() => PostgresDatabase.At("Host=db;Username=members;Command Timeout=9"));
        Assert.Contains(
            "Command Timeout=10", PostgresDatabase.At("Host=db;Username=members").Source.ConnectionString, StringComparison.Ordinal);
        PostgresDatabase.At("Host=db;Username=members;Command Timeout=0");
    }

    [Fact]
    public async Task A_new_pepper_is_given_to_every_silo_before_one_hashes_with_it()
    {
        await using var connection = await _database.Database.Source.OpenConnectionAsync();
        var (former, both, changed, only) =
            (Peppers("2025", "2025"), Peppers("2025", "2025", "2026"), Peppers("2026", "2025", "2026"), Peppers("2026", "2026"));
        Renew(await Join(1));
        await PepperAgreement.Ensure(connection, Holder(1), former);

        var early = await Assert.ThrowsAsync<StartupException>(() => PepperAgreement.Ensure(connection, Holder(2), changed));
        Assert.StartsWith("A running silo does not know Members:Peppers:2026", early.Message, StringComparison.Ordinal);
        var late = await Assert.ThrowsAsync<StartupException>(() => PepperAgreement.Ensure(connection, Holder(2), only));
        Assert.StartsWith("A running silo does not know Members:Peppers:2026", late.Message, StringComparison.Ordinal);

        // One after the other learns it; then one after the other hashes with it.
        await PepperAgreement.Ensure(connection, Holder(1), both);
        await PepperAgreement.Ensure(connection, Holder(2), both);
        await PepperAgreement.Ensure(connection, Holder(1), changed);
        await PepperAgreement.Ensure(connection, Holder(2), changed);

        var missing = await Assert.ThrowsAsync<StartupException>(() => PepperAgreement.Ensure(connection, Holder(3), former));
        Assert.StartsWith("Members:Peppers:2026 is missing: a running silo hashes with it.", missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(
            new string('p', 32), string.Join('\n', await _database.Sql("SELECT Value FROM ClusterSetting")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_that_is_gone_has_no_say_in_the_peppers_and_one_whose_lease_lapsed_has_it_again()
    {
        await using var connection = await _database.Database.Source.OpenConnectionAsync();
        var silo = await Join(1);
        Renew(silo);
        await PepperAgreement.Ensure(connection, Holder(1), Peppers("2025", "2025"));
        await _database.Sql("UPDATE ClusterSetting SET Value = replace(Value, split_part(Value, '|', 1), '2020-01-01T00:00:00Z')");

        // Without a lease nobody waits for it, and it is not forgotten.
        silo.TryRelease();
        await PepperAgreement.Ensure(connection, Holder(2), Peppers("2026", "2026"));
        await _database.Sql("DELETE FROM ClusterSetting WHERE Name = @p0", $"Peppers of {Holder(2)}");
        Renew(silo);
        await Assert.ThrowsAsync<StartupException>(() => PepperAgreement.Ensure(connection, Holder(2), Peppers("2026", "2026")));

        await _database.Sql("UPDATE MembershipEntry SET Status = 6");
        await PepperAgreement.Ensure(connection, Holder(2), Peppers("2026", "2026"));
        Assert.Equal(
            [$"Peppers of {Holder(2)}"], await _database.Sql("SELECT Name FROM ClusterSetting WHERE Name LIKE 'Peppers of %'"));
    }

    private static MembersOptions Peppers(string current, params string[] known)
    {
        var options = new MembersOptions { CurrentPepper = current };
        foreach (var id in known)
        {
            options.Peppers.Add(id, new string('p', 32));
        }

        return options;
    }

    private static string Holder(int port) => $"silo{port}";

    private static SiloAddress At(int port) => SiloAddress.New(IPAddress.Loopback, port, 1);

    private async Task<PostgresLeases> Join(int port)
    {
        await _database.Sql(
            "INSERT INTO MembershipEntry VALUES ('members', '127.0.0.1', @p0, 1, 'silo', 'host', 3, 0, NULL, now(), now())", port);
        var own = PostgresDatabase.At(_database.ConnectionString, Holder(port));
        _silos.Add(own);
        var gateways = new PostgresGatewayLeases(own.Source, Length, "members", NullLogger<PostgresGatewayLeases>.Instance);
        return new PostgresLeases(own, gateways, new SiloAt(At(port)), Length, "members", NullLogger<PostgresLeases>.Instance);
    }

    private static int? Renew(PostgresLeases leases)
    {
        using var connection = leases.Connect();
        return leases.Renew(connection);
    }

    private Task<IReadOnlyList<string>> Declare(int port, bool dead) => _database.Sql(
        "SELECT UpdateMembership('members', '127.0.0.1', @p0, 1, @p1, '', now(), (SELECT Version FROM MembershipVersion))", port, dead
            ? 6 : 4);
}

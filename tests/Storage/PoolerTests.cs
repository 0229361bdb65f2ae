using Members.Grains;
using Members.Silo.Clustering;
using Members.Silo.Hosting;
using Members.Silo.Storage.Postgres;

namespace Members.Tests.Storage;

/// <summary>
/// A silo whose connections do not say which silo they are could write after the cluster has declared it dead: it does not start.
/// </summary>
public sealed class PoolerTests
{
    private const string Sentence =
        "The connections of Members:Database do not keep their settings (members.holder), as behind a pooler such as pgbouncer; "
        + "a silo must connect to PostgreSQL itself.";

    [Theory]
    [InlineData("pool_mode = session", "ignore_startup_parameters = options")]
    [InlineData("pool_mode = transaction", "ignore_startup_parameters = options")]
    [InlineData("pool_mode = statement", "ignore_startup_parameters = options")]
    [InlineData("pool_mode = session")] // refuses the parameter by itself
    [InlineData("pool_mode = transaction")]
    public async Task Behind_a_pooler_that_drops_what_a_connection_says_of_itself_nothing_starts_or_is_made(params string[] settings)
    {
        await using var database = await PostgresTestDatabase.Empty();
        await using var pooler = await Pgbouncer.Start((await PostgresServer.Shared).Address, settings);

        Assert.Equal(Sentence, (await Assert.ThrowsAsync<StartupException>(() => Prepare(database.Behind(pooler.Address)))).Message);
        Assert.Equal(["0"], await database.Sql("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"));
    }

    // As a pooler would that hands on what its clients say when it opens a connection, and then gives the connection to others.
    [Theory]
    [InlineData("pool_mode = transaction")]
    [InlineData("pool_mode = transaction", "server_round_robin = 1")]
    public async Task Behind_a_pooler_whose_clients_share_connections_nothing_starts_though_these_name_the_silo(params string[] settings)
    {
        await using var database = await PostgresTestDatabase.Empty();
        await using var pooler = await Pgbouncer.Start(
            (await PostgresServer.Shared).Address, [.. settings, "ignore_startup_parameters = options"]);
        var holder = $"h{Guid.NewGuid():N}";
        await database.Sql($"ALTER DATABASE {database.Name} SET members.holder = '{holder}'");
        await using var silo = PostgresDatabase.At(database.Behind(pooler.Address), holder);

        Assert.Equal(
            Sentence, (await Assert.ThrowsAsync<StartupException>(() => WriteFence.EnsureEffective(silo))).Message);
    }

    [Fact]
    public async Task Without_a_pooler_it_starts()
    {
        await using var database = await PostgresTestDatabase.Empty();
        await Prepare(database.ConnectionString);
        Assert.NotEqual(["0"], await database.Sql("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"));
    }

    private static Task<Action<ISiloBuilder>> Prepare(string database) => ClusteredSilo.Prepare(
        new MembersSiloOptions { Database = database }, new MembersOptions { HashPatience = TimeSpan.FromSeconds(1) });
}

using Members.Silo.Storage.Postgres;

namespace Members.Tests.Storage;

/// <summary>Runs while nothing else does: an upgrade of any database gives rights to the role while it exists.</summary>
[CollectionDefinition(nameof(GatewayRoleTests), DisableParallelization = true), Collection(nameof(GatewayRoleTests))]
public sealed class GatewayRoleTests
{
    [Fact]
    public async Task A_gateways_role_may_read_the_membership_and_no_member()
    {
        await using var database = await PostgresTestDatabase.Make();
        await using var gateway = new TestRole(database, "LOGIN", "members_gateway");
        await gateway.Make();
        await PostgresSchema.Upgrade(database.Database);
        await using var asGateway = PostgresDatabase.At(gateway.ConnectionString);

        foreach (var table in new[] { "OrleansQuery", "MembershipVersion", "MembershipEntry" })
        {
            await using var command = asGateway.Source.CreateCommand($"SELECT count(*) FROM {table}");
            await command.ExecuteScalarAsync();
        }

        foreach (var table in new[] { "GrainRecord", "MemberEntry", "OwnedAddress", "ClusterSetting", "Reminder" })
        {
            await using var command = asGateway.Source.CreateCommand($"SELECT count(*) FROM {table}");
            Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteScalarAsync())).SqlState);
        }
    }
}

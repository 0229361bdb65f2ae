using Members.Silo.Storage.Postgres;
using Npgsql;

namespace Members.Tests.Storage;

/// <summary>A silo starts, and runs its scripts, beside silos that write.</summary>
public sealed class StartingBesideWritersTests
{
    [Fact]
    public async Task A_silo_that_starts_waits_for_none_that_writes()
    {
        await using var database = await PostgresTestDatabase.Make();
        await using var connection = await database.Database.Source.OpenConnectionAsync();
        await using var write = await connection.BeginTransactionAsync();
        await using var locks = new NpgsqlCommand(
            "LOCK TABLE GrainRecord, MemberEntry, OwnedAddress, AdmissionEntry, Invitation, GatewayLease IN ROW EXCLUSIVE MODE",
            connection,
            write);
        await locks.ExecuteNonQueryAsync();

        await PostgresSchema.Upgrade(database.Database).WaitAsync(TimeSpan.FromSeconds(20));
    }
}

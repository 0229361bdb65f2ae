using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Storage;
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
            """
            LOCK TABLE GrainRecord, MemberEntry, OwnedAddress, AdmissionEntry, MemberListing, Invitation, GatewayLease
            IN ROW EXCLUSIVE MODE
            """,
            connection,
            write);
        await locks.ExecuteNonQueryAsync();

        await PostgresSchema.Upgrade(database.Database).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Where_an_older_silo_has_started_meanwhile_the_listing_is_made_anew()
    {
        await using var database = await PostgresTestDatabase.Make();
        await using var store = await database.Open();
        var id = Guid.NewGuid();
        await store.Write(StateNames.Member, Store.Member(id), Ann(id));

        // As its script does.
        await database.Sql(
            """
            CREATE OR REPLACE FUNCTION DeriveFromRecord() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM DeriveMember(new);
                RETURN NULL;
            END $$
            """);
        await database.Sql(
            "UPDATE GrainRecord SET Payload = convert_to(replace(convert_from(Payload, 'UTF8'), '\"active\"', '\"blocked\"'), 'UTF8')");
        Assert.Equal(["active"], await database.Sql("SELECT Status FROM MemberListing"));

        await PostgresSchema.Upgrade(database.Database);
        Assert.Equal(["blocked"], await database.Sql("SELECT Status FROM MemberListing"));
    }

    // As a silo of a version without listings writes: what it had begun before the start was over derives none.
    [Fact]
    public async Task What_an_older_silo_was_writing_while_the_listing_was_filled_is_in_it()
    {
        await using var database = await PostgresTestDatabase.Make();
        await using var store = await database.Open();
        var id = Guid.NewGuid();
        await store.Write(StateNames.Member, Store.Member(id), Ann(id));
        await database.Sql("DELETE FROM MemberListing");
        await using var connection = await database.Database.Source.OpenConnectionAsync();
        await using var write = await connection.BeginTransactionAsync();
        await using var older = new NpgsqlCommand(
            """
            SET LOCAL session_replication_role = replica;
            UPDATE GrainRecord SET Payload = convert_to(replace(convert_from(Payload, 'UTF8'), '"active"', '"blocked"'), 'UTF8')
            """,
            connection,
            write);
        await older.ExecuteNonQueryAsync();

        var start = PostgresSchema.Upgrade(database.Database);
        while ((await database.Sql("SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")).Count == 0)
        {
            Assert.False(start.IsCompleted);
        }

        await write.CommitAsync();
        await start;

        Assert.Equal(["blocked"], await database.Sql("SELECT Status FROM MemberListing"));
    }

    private static MemberRecord Ann(Guid id) => new()
    {
        Id = id,
        Status = MemberStatus.Active,
        Addresses = new Addresses { Login = LoginEmail.Of(EmailAddress.Parse("ann@example.com")) },
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}

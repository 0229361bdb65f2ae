using Members.Directory;
using Members.Silo.Hosting;
using Members.Silo.Storage.Postgres;

namespace Members.Tests.Storage;

/// <summary>
/// The cluster's database: how it is upgraded, and when it is not trusted. A refusal is one sentence and changes nothing.
/// </summary>
public sealed class PostgresSchemaTests
{
    private const string Everything = """
        SELECT c.relname, c.relkind, pg_get_userbyid(c.relowner), c.reloptions::text
        FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1
        """;

    [Fact]
    public async Task Ten_silos_that_start_at_once_upgrade_it_once()
    {
        await using var database = await PostgresTestDatabase.Empty();
        var silos = Enumerable.Range(0, 10).Select(_ => PostgresDatabase.At(database.ConnectionString)).ToList();
        await Task.WhenAll(silos.Select(PostgresSchema.Upgrade));
        await Task.WhenAll(silos.Select(s => s.DisposeAsync().AsTask()));

        Assert.Equal(["6|6"], await database.Sql("SELECT count(*), count(DISTINCT scriptname) FROM schemaversions"));
        Assert.Equal(["0"], await database.Sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid " +
            "FROM pg_database WHERE datname = current_database())"));
    }

    [Fact]
    public async Task Upgrading_again_changes_nothing()
    {
        await using var database = await PostgresTestDatabase.Make();
        var before = await database.Sql(Everything);
        await PostgresSchema.Upgrade(database.Database);

        Assert.Equal(before, await database.Sql(Everything));
    }

    [Fact]
    public async Task A_database_of_an_older_version_is_upgraded_with_what_is_in_it()
    {
        await using var database = await PostgresTestDatabase.Empty();
        await database.Load("0002.sql");
        await PostgresSchema.Upgrade(database.Database);
        await using var store = await database.Open();
        var page = await store.Directory.ListMembers(new MemberQuery(null, null, false, 10, null), 0, CancellationToken.None);

        Assert.Equal(["ann@example.com", "Bob@example.com"], page.Members.Select(m => m.LoginEmail));
        Assert.Equal(["6"], await database.Sql("SELECT count(*) FROM schemaversions"));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        await using var database = await PostgresTestDatabase.Make();
        await database.Sql(
            "INSERT INTO schemaversions (scriptname, applied) VALUES ('Members.Silo.Storage.Postgres.Scripts.0099-future.sql', now())");
        var before = await database.Sql(Everything);
        await Refused(database.ConnectionString, "The database was made by a newer version of Members " +
            "(Members.Silo.Storage.Postgres.Scripts.0099-future.sql). Start that version; this one would damage it.");

        Assert.Equal(before, await database.Sql(Everything));
    }

    [Fact]
    public async Task A_table_of_owned_addresses_without_its_key_is_not_trusted()
    {
        await using var database = await PostgresTestDatabase.Make();
        await database.Sql("ALTER TABLE OwnedAddress DROP CONSTRAINT ownedaddress_pkey");

        await Refused(
            database.ConnectionString,
            "The table OwnedAddress has lost its primary key (serviceid,loginkey), without which two writers could both succeed. "
            + "Restore the database from a backup.");
    }

    [Fact]
    public async Task While_a_silo_of_the_former_version_runs_its_records_are_left_alone()
    {
        await using var database = await PostgresTestDatabase.Empty();
        await database.Sql(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Dumps", "postgres-0005.sql")));
        await database.Sql("""
            INSERT INTO public.MembershipEntry
                (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, StartTime, IAmAliveTime, LeaseUntil)
            VALUES ('members', '127.0.0.1', 1, 1, 'old', 'old', 3, now(), now(), now() + interval '1 minute')
            """);
        var fault = await Assert.ThrowsAsync<StartupException>(() => PostgresSchema.Upgrade(database.Database));

        Assert.Contains("Stop all of them, then start this version", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["15"], await database.Sql("SELECT count(*) FROM public.AddressHolder"));
    }

    [Fact]
    public async Task A_table_of_records_without_its_key_is_not_trusted()
    {
        await using var database = await PostgresTestDatabase.Make();
        await database.Sql("ALTER TABLE GrainRecord DROP CONSTRAINT grainrecord_pkey");

        await Refused(database.ConnectionString, "The table GrainRecord has lost its primary key " +
            "(statename,keyn0,keyn1,keytext,serviceid), without which two writers could both succeed. Restore the database from a backup.");
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_half_done()
    {
        await using var database = await PostgresTestDatabase.Empty();
        await database.Sql("CREATE TABLE Reminder (Something text)");
        var fault = await Assert.ThrowsAsync<StartupException>(() => PostgresSchema.Upgrade(database.Database));

        Assert.StartsWith(
            "The database could not be upgraded by Members.Silo.Storage.Postgres.Scripts.0004-reminders.sql: ", fault.Message,
            StringComparison.Ordinal);
        Assert.Equal(["reminder"], await database.Sql(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'schemaversions'"));
    }

    [Fact]
    public async Task A_user_without_rights_is_told_so()
    {
        await using var database = await PostgresTestDatabase.Empty();
        await using var poor = new TestRole(database, "LOGIN");
        await poor.Make();

        var fault = await Assert.ThrowsAsync<StartupException>(() => PostgresSchema.Upgrade(PostgresDatabase.At(poor.ConnectionString)));
        Assert.StartsWith("The user of Members:Database lacks a right (", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=2",
        "The database in Members:Database does not answer. Is it running, and are Host and Port right?")]
    [InlineData(
        "Host=nowhere.invalid;Username=x;Database=x;Timeout=2",
        "The database in Members:Database does not answer. Is it running, and are Host and Port right?")]
    public async Task A_server_that_is_not_there_gives_one_sentence(string setting, string sentence) => await Refused(setting, sentence);

    [Fact]
    public async Task A_database_that_is_not_there_gives_one_sentence()
    {
        await using var database = await PostgresTestDatabase.Empty();
        await Refused(
            database.ConnectionString.Replace("Database=t", "Database=no", StringComparison.Ordinal),
            "Members:Database names a database that does not exist; create it first.");
    }

    [Theory]
    [InlineData("postgres://ann:s3cret@db/members")]
    [InlineData("Hoost=db;Password=s3cret")]
    [InlineData("Password=s3cret")]
    [InlineData("Host=db;Port=s3cret")]
    public void What_is_no_connection_string_is_refused_without_being_repeated(string setting)
    {
        var fault = Assert.Throws<StartupException>(() => PostgresDatabase.At(setting));

        Assert.StartsWith("Members:Database is no connection string of PostgreSQL", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault.Message);
    }

    private static async Task Refused(string setting, string sentence)
    {
        await using var database = PostgresDatabase.At(setting);
        var fault = await Assert.ThrowsAsync<StartupException>(() => PostgresSchema.Upgrade(database));
        Assert.Equal(sentence, fault.Message);
    }
}

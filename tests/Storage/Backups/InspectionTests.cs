using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.Passwords;

namespace Members.Tests.Storage.Backups;

/// <summary>What is wrong with a backup, or with what is stored, is said.</summary>
public abstract class InspectionTests : BackupBench
{
    [Fact]
    public async Task What_is_wrong_with_what_is_stored_is_said_in_a_sentence_each()
    {
        var (ann, bob, eve) = (Record("ann"), Record("bob"), Record("eve"));
        var peppered = new Credentials { Password = new PasswordDigest("bcrypt", "lost", "x") };
        foreach (var member in new[] { ann, bob, eve with { Credentials = peppered } })
        {
            await Write(member);
        }

        await Database.Sql(Database.DropTriggers);
        await Damage(ann.Id, "{");
        await Database.Sql("DELETE FROM OwnedAddress WHERE LoginKey = @p0", bob.Addresses.Login!.Key);
        await Database.Sql(
            "INSERT INTO OwnedAddress (ServiceId, LoginKey, KeyN0, KeyN1) VALUES ('members', 'stray', @p0, @p1)",
            Key(eve.Id).N0,
            Key(eve.Id).N1);
        await Backup();
        await Rewrite(made => made with { Records = made.Records.SetItem("member", 4) });

        string[] expected =
        [
            "It says that it has 4 records of the kind member, and has 3.",
            $"The record member {ann.Id} cannot be read.",
            $"The member {eve.Id} owns an address that the record does not name.",
            $"The member {bob.Id} has an address that the table of owned addresses lacks.",
            "Members:Peppers:lost is missing: 1 passwords were hashed with it, and none of them could be checked.",
        ];
        Assert.Equal(expected, (await InspectBackup()).Faults);
        Assert.Equal(expected[1..], (await Database.Inspect(Options)).Faults);
        var options = new MembersOptions { Peppers = { ["lost"] = new string('p', 32) } };
        Assert.DoesNotContain((await InspectBackup(options)).Faults, f => f.Contains("Peppers", StringComparison.Ordinal));
    }
}

public sealed class SqliteInspectionTests : InspectionTests
{
    [Fact]
    public async Task A_file_of_a_former_version_is_only_counted_and_its_backup_is_read()
    {
        await using var former = await SqliteTestDatabase.Former("sqlite-0003.sql");
        var found = await former.Inspect(Options);
        Assert.True(found.IsOnlyCounted);
        Assert.Contains("only counted", Assert.Single(found.Remarks), StringComparison.Ordinal);
        Assert.True((await former.Backup(BackupPath, Options, Noon)).IsOnlyCounted);

        var read = await InspectBackup();
        Assert.False(read.IsOnlyCounted);
        Assert.Equal(found.Records, read.Records);
        Assert.Empty(read.Remarks);
    }

    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresInspectionTests : InspectionTests
{
    [Fact]
    public async Task A_database_of_a_former_version_and_its_backup_are_only_counted()
    {
        await using var former = await PostgresTestDatabase.Empty();
        await former.Load("postgres-0005.sql");
        var found = await former.Inspect(Options);
        await former.Backup(BackupPath, Options, Noon);
        var counted = await InspectBackup();
        Assert.True(found.IsOnlyCounted && counted.IsOnlyCounted);
        Assert.Contains("only counted", Assert.Single(counted.Remarks), StringComparison.Ordinal);
        Assert.NotEmpty(found.Records);
        Assert.Equal(found.Records, counted.Records);

        // What the backup says of itself is not believed.
        await Rewrite(made => made with { Records = made.Records.SetItem("member", 4711) });
        Assert.StartsWith("It says that it has 4711 records", Assert.Single((await InspectBackup()).Faults), StringComparison.Ordinal);
    }

    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.Passwords;
using Members.Silo.Backup;

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
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresInspectionTests : InspectionTests
{
    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

using System.Collections.Concurrent;
using System.Globalization;
using Members.Grains.Emails;
using Members.Silo.Backup;

namespace Members.Tests.Storage.Backups;

/// <summary>Backups of a real database, made while it is written to.</summary>
public abstract class BackupMakingTests : BackupBench
{
    [Fact]
    public async Task A_backup_made_while_others_write_is_of_one_moment_and_has_all_that_was_acknowledged_before()
    {
        var acknowledged = new ConcurrentDictionary<string, byte>();
        using var enough = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 6).Select(w => Task.Run(() => Hammer(w, acknowledged, enough.Token))).ToArray();
        await Eventually.Holds(() => Task.FromResult(acknowledged.Count > 100), () => "members are there", TimeSpan.FromMinutes(1));

        var before = acknowledged.Keys.ToHashSet(StringComparer.Ordinal);
        var made = await Backup();
        var during = acknowledged.Count - before.Count;
        await enough.CancelAsync();
        await Task.WhenAll(writers);

        Assert.Empty(made.Faults);
        Assert.True(during > 0, "Nothing was written meanwhile.");
        var found = await InspectBackup();
        Assert.Empty(found.Faults);
        Assert.Equal(made.Records, found.Records);
        using (var backup = await BackupReader.Open(BackupPath, CancellationToken.None))
        {
            Assert.Equal(found.Records, backup.Manifest.Records);
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackupPath));
        Assert.Equal([BackupPath], System.IO.Directory.GetFiles(Folder));
        await using var restored = await Restored();
        Assert.Equal(made.Records["member"], restored.Report.Members);
        var there = await restored.Database.Sql("SELECT MemberId FROM MemberListing");
        Assert.Superset(before, there.ToHashSet(StringComparer.Ordinal));
        Assert.Empty((await restored.Database.Inspect(Options)).Faults);

        // As many rows as the records have: none is lost, none is double.
        foreach (var table in new[] { "MemberEntry", "MemberListing" })
        {
            Assert.Equal([Text(made.Records["member"])], await restored.Database.Sql($"SELECT count(*) FROM {table}"));
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said_in_a_sentence()
    {
        var target = Path.Combine(Folder, "nowhere", "members.backup");
        var fault = await Assert.ThrowsAsync<BackupFault>(() => Database.Backup(target, Options, Noon));
        Assert.StartsWith("The backup cannot be written: ", fault.Message, StringComparison.Ordinal);
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(Folder));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Members register, and change their addresses back and forth: then the record and who owns what change together.
    private async Task Hammer(int writer, ConcurrentDictionary<string, byte> acknowledged, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var record = Record($"w{writer}-{i}") with { CreatedAt = Noon.AddSeconds(i) };
            var etag = await Write(record);
            acknowledged[record.Id.ToString()] = 1;
            await Write(record with { Addresses = new Addresses { Login = Login($"w{writer}-{i}-moved") } }, etag);
        }
    }
}

public sealed class SqliteBackupMakingTests : BackupMakingTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresBackupMakingTests : BackupMakingTests
{
    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

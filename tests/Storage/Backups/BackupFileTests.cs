using System.IO.Compression;
using Members.Silo.Backup;

namespace Members.Tests.Storage.Backups;

/// <summary>A file that is no backup that this version made whole is refused.</summary>
public abstract class BackupFileTests : BackupBench
{
    [Fact]
    public async Task A_backup_with_a_byte_changed_or_its_end_missing_is_refused_in_one_sentence()
    {
        await WriteMembers(20);
        await Backup();
        var whole = await File.ReadAllBytesAsync(BackupPath);
        var refused = 0;
        for (var at = 40; at < whole.Length; at += whole.Length / 60)
        {
            var changed = whole.ToArray();
            changed[at] ^= 0x20;
            await File.WriteAllBytesAsync(BackupPath, changed);
            refused += await IsRefused() ? 1 : 0;
        }

        // The headers of a ZIP have bytes that mean nothing here, such as times.
        Assert.InRange(refused, 50, 61);
        foreach (var length in new[] { 0, 1, whole.Length / 2, whole.Length - 1 })
        {
            await File.WriteAllBytesAsync(BackupPath, whole[..length]);
            Assert.True(await IsRefused(), $"Cut to {length} bytes.");
        }
    }

    [Fact]
    public async Task A_backup_whose_manifest_was_changed_is_refused()
    {
        await WriteMembers(1);
        await Backup();
        using (var zip = ZipFile.Open(BackupPath, ZipArchiveMode.Update))
        {
            var entry = zip.GetEntry(BackupWriter.Manifest)!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
            {
                text = await reader.ReadToEndAsync();
            }

            entry.Delete();
            await using var changed = new StreamWriter(zip.CreateEntry(BackupWriter.Manifest).Open());
            await changed.WriteAsync(text.Replace("\"member\": 1", "\"member\": 2", StringComparison.Ordinal));
        }

        var fault = await Assert.ThrowsAsync<BackupFault>(() => BackupReader.Open(BackupPath, CancellationToken.None));
        Assert.Equal($"The backup {BackupPath} is damaged: what it says of itself was changed.", fault.Message);
    }

    [Theory]
    [InlineData("format", "newer than this one")]
    [InlineData("version", "newer than this one")]
    [InlineData("script", "newer than this one")]
    [InlineData("service", "another service (clubs)")]
    public async Task A_backup_of_a_newer_version_or_of_another_service_is_refused(string what, string sentence)
    {
        await WriteMembers(1);
        await Backup();
        await Rewrite(made => what switch
        {
            "format" => made with { Format = 2 },
            "version" => made with { Version = "99.0.0-beta" },
            "script" => made with { Scripts = made.Scripts.Add("0099-future") },
            _ => made with { ServiceId = "clubs" },
        });
        var fault = await Assert.ThrowsAsync<BackupFault>(() => BackupReader.Open(BackupPath, CancellationToken.None));
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_file_is_refused_in_a_sentence()
    {
        var folder = await Assert.ThrowsAsync<BackupFault>(() => BackupReader.Open(Folder, CancellationToken.None));
        Assert.Equal($"{Folder} is a folder and no backup. Name the file.", folder.Message);
        var missing = await Assert.ThrowsAsync<BackupFault>(() => BackupReader.Open(BackupPath, CancellationToken.None));
        Assert.Equal($"There is no file {BackupPath}.", missing.Message);
    }

    [Fact]
    public async Task A_file_that_is_cut_while_it_is_read_is_said_in_a_sentence()
    {
        await WriteMembers(200);
        await Backup();
        using var backup = await BackupReader.Open(BackupPath, CancellationToken.None);
        await using (var file = new FileStream(BackupPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(file.Length / 2);
        }

        var fault = await Assert.ThrowsAsync<BackupFault>(() => BackupInspection.Of(backup, Options, CancellationToken.None));
        Assert.Matches("^The backup (cannot be read|is damaged): [^\\n]*$", fault.Message);
    }

    private async Task<bool> IsRefused()
    {
        try
        {
            using var backup = await BackupReader.Open(BackupPath, CancellationToken.None);
            await backup.EnsureSound(CancellationToken.None);
            return false;
        }
        catch (BackupFault fault)
        {
            Assert.DoesNotContain('\n', fault.Message);
            return true;
        }
    }
}

public sealed class SqliteBackupFileTests : BackupFileTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresBackupFileTests : BackupFileTests
{
    [Theory]
    [InlineData("{")]
    [InlineData("4711")]
    [InlineData("{\"serviceid\":\"members\"}")]
    public async Task A_line_that_is_no_row_is_said_in_a_sentence(string line)
    {
        await WriteMembers(2);
        await Backup();
        await Rewrite(made => made, (part, text) => part == "GrainRecord.jsonl" ? text + line : text);
        var fault = await Assert.ThrowsAsync<BackupFault>(() => InspectBackup());
        Assert.Equal("The backup is damaged: line 3 of its part GrainRecord.jsonl is no row of GrainRecord.", fault.Message);
    }

    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

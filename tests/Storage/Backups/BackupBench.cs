using Members.Grains;
using Members.Silo.Backup;

namespace Members.Tests.Storage.Backups;

/// <summary>A database, a file for its backup, and places to restore that to.</summary>
public abstract class BackupBench : DirectoryBench
{
    private protected static readonly MembersOptions Options = new();

    /// <summary>Where nothing is but backups.</summary>
    private protected string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("members-").FullName;

    private protected string BackupPath => Path.Combine(Folder, "members.backup");

    private protected Task<Inspected> Backup() => Database.Backup(BackupPath, Options, Noon);

    /// <summary>Restores the backup to an empty place.</summary>
    private protected async Task<Restored> Restored(bool revokesKeys = false)
    {
        var database = await Database.Beside();
        return new Restored(database, await RestoreInto(database, revokesKeys));
    }

    private protected async Task<RestoreReport> RestoreInto(TestDatabase database, bool revokesKeys = false)
    {
        using var backup = await BackupReader.Open(BackupPath, CancellationToken.None);
        return await database.Restore(backup, new RestoreRules(Noon, 50, revokesKeys));
    }

    private protected async Task<Inspected> InspectBackup(MembersOptions? options = null)
    {
        using var backup = await BackupReader.Open(BackupPath, CancellationToken.None);
        return await BackupInspection.Of(backup, options ?? Options, CancellationToken.None);
    }

    /// <summary>Makes the backup anew with another manifest.</summary>
    private protected async Task Rewrite(Func<BackupManifest, BackupManifest> change, Func<string, string, string>? part = null)
    {
        var parts = new Dictionary<string, byte[]>();
        BackupManifest made;
        using (var backup = await BackupReader.Open(BackupPath, CancellationToken.None))
        {
            made = backup.Manifest;
            foreach (var name in made.Parts.Keys)
            {
                using var bytes = new MemoryStream();
                await backup.Copy(name, bytes, CancellationToken.None);
                parts[name] = part is null
                    ? bytes.ToArray()
                    : System.Text.Encoding.UTF8.GetBytes(part(name, System.Text.Encoding.UTF8.GetString(bytes.ToArray())));
            }
        }

        await BackupWriter.Write(BackupPath, async writer =>
        {
            foreach (var (name, bytes) in parts)
            {
                await writer.Add(name, stream => stream.WriteAsync(bytes).AsTask());
            }

            await writer.Complete(change(made));
            return made;
        });
    }
}

/// <summary>A database that was restored, and what was said of it.</summary>
internal sealed record Restored(TestDatabase Database, RestoreReport Report) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

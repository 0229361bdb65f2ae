using Members.Grains;
using Members.Silo.Storage.Postgres;
using Npgsql;

namespace Members.Silo.Backup;

/// <summary>Backs up a PostgreSQL database, all tables as they are at one moment. Silos write meanwhile, and wait for nothing.</summary>
internal static class PostgresBackup
{
    /// <summary>Makes a backup.</summary>
    /// <param name="database">The database.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="options">The settings with the peppers.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found. It is a backup whatever is wrong with what it holds.</returns>
    /// <exception cref="BackupFault">It cannot be made.</exception>
    public static async Task<Inspected> Make(
        PostgresDatabase database, string target, MembersOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await BackupWriter.Write(target, async writer =>
            {
                await using var data = await PostgresData.Open(database, cancellationToken);
                var manifest = await Begin(data, now, cancellationToken);
                var found = await Inspection.Of(data, manifest.IsOfOlderSchema(), options, cancellationToken);
                foreach (var table in PostgresTables.Carried)
                {
                    if (await data.Has(table, cancellationToken))
                    {
                        await writer.Add(Part(table), part => Write(data.Lines(table, cancellationToken), part));
                    }
                }

                await writer.Complete(manifest with { Records = found.Records });
                return found;
            });
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            throw PostgresDatabase.Refusal(fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BackupFault($"The backup cannot be written: {fault.Message}", fault);
        }
    }

    /// <summary>Looks at everything in a database that may be in use, as it is at one moment.</summary>
    /// <exception cref="BackupFault">It holds no members.</exception>
    public static async Task<Inspected> Inspect(PostgresDatabase database, MembersOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var data = await PostgresData.Open(database, cancellationToken);
            var manifest = await Begin(data, default, cancellationToken);
            return await Inspection.Of(data, manifest.IsOfOlderSchema(), options, cancellationToken);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            throw PostgresDatabase.Refusal(fault);
        }
    }

    /// <summary>The part that holds a table, as lines of JSON.</summary>
    public static string Part(string table) => table + ".jsonl";

    private static async Task<BackupManifest> Begin(PostgresData data, DateTimeOffset now, CancellationToken cancellationToken) =>
        await data.Has(PostgresTables.Records, cancellationToken)
            ? BackupManifest.Begin(BackupDatabase.PostgreSql, await data.Scripts(cancellationToken), now)
            : throw new BackupFault("The database in Members:Database has no tables of Members.");

    private static async Task Write(IAsyncEnumerable<string> lines, Stream part)
    {
        await using var writer = new StreamWriter(part, leaveOpen: true) { NewLine = "\n" };
        await foreach (var line in lines)
        {
            await writer.WriteLineAsync(line);
        }
    }
}

using System.CommandLine;
using System.Text.Json;
using Members.Silo.Backup;

namespace Members.Silo.Commands;

/// <summary>Makes a backup.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var options = new DataOptions();
        var file = new Argument<FileInfo>("file") { Description = "The file to write" };
        var force = new Option<bool>("--force") { Description = "Replace the file if it exists" };
        var command = new Command(
            "backup", "Writes everything that is stored into one file, as it is at one moment. Members may serve meanwhile, or not.")
        {
            file, force,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (to, output, settings) = (parsed.GetRequiredValue(file), options.Output(parsed), options.Read(parsed));
            if (to.Exists && !parsed.GetValue(force))
            {
                throw new CommandFault($"There is a file {to.FullName} already. Choose another name, or say --force.", ExitCodes.Usage);
            }

            var found = await Make(settings, to.FullName, cancellationToken);
            to.Refresh();
            var records = found.Records.Values.Sum();
            output.Result(
                JsonSerializer.SerializeToElement(
                    new
                    {
                        file = to.FullName,
                        bytes = to.Length,
                        records = found.Records,
                        faults = found.Faults,
                        onlyCounted = found.IsOnlyCounted,
                    }),
                [
                    $"{records} records are in {to.FullName} ({to.Length} bytes). "
                        + "Keep it as you keep passwords, and the peppers elsewhere.",
                    .. found.FaultCount == 0 ? [] : new[] { $"{found.FaultCount} things are wrong with what is stored, and so with this:" },
                    .. found.Faults,
                    .. found.Remarks,
                ]);
            return found.FaultCount == 0 ? ExitCodes.Done : ExitCodes.Refused;
        });
        return command;
    }

    private static async Task<Inspected> Make(DataSettings settings, string target, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (settings.Database is null)
        {
            return await SqliteBackup.Make(settings.File, target, settings.Members, now, cancellationToken);
        }

        await using var database = settings.OpenDatabase();
        return await PostgresBackup.Make(database, target, settings.Members, now, cancellationToken);
    }
}

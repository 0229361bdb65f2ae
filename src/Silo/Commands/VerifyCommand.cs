using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Members.Silo.Backup;

namespace Members.Silo.Commands;

/// <summary>Checks a backup, or what is stored.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var options = new DataOptions();
        var file = new Argument<FileInfo?>("file")
        {
            Description = "The backup; without it, what is stored is checked",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "verify", "Checks that a backup, or what is stored, is whole and can be used with these settings. Changes nothing.")
        {
            file,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, settings) = (options.Output(parsed), options.Read(parsed));
            var (what, found) = parsed.GetValue(file) is { } backup
                ? await OfBackup(backup, settings, cancellationToken)
                : ("What is stored", await OfStored(settings, cancellationToken));
            var kinds = string.Join(", ", found.Records.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key} {r.Value}")));
            output.Result(
                JsonSerializer.SerializeToElement(new
                {
                    records = found.Records,
                    faults = found.Faults,
                    faultCount = found.FaultCount,
                    onlyCounted = found.IsOnlyCounted,
                }),
                [$"{what}: {kinds}.", .. found.Faults, .. found.Remarks, .. Verdict(found)]);
            return found.FaultCount == 0 ? ExitCodes.Done : ExitCodes.Refused;
        });
        return command;
    }

    // Of what was not read nobody knows.
    private static IEnumerable<string> Verdict(Inspected found) => found switch
    {
        { FaultCount: > 0 } => [$"{found.FaultCount} things are wrong."],
        { IsOnlyCounted: true } => [],
        _ => ["All is well."],
    };

    private static async Task<(string What, Inspected Found)> OfBackup(
        FileInfo file, DataSettings settings, CancellationToken cancellationToken)
    {
        using var backup = await BackupReader.Open(file.FullName, cancellationToken);
        var made = backup.Manifest;
        return (
            $"Backup of {made.MadeAt:u} by Members {made.Version}",
            await BackupInspection.Of(backup, settings.Members, cancellationToken));
    }

    private static async Task<Inspected> OfStored(DataSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Database is null)
        {
            return await SqliteBackup.Inspect(settings.File, settings.Members, cancellationToken);
        }

        await using var database = settings.OpenDatabase();
        return await PostgresBackup.Inspect(database, settings.Members, cancellationToken);
    }
}

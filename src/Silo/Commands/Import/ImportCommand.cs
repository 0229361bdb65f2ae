using System.CommandLine;
using System.Text.Json;
using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Steps;

namespace Members.Silo.Commands.Import;

/// <summary>Imports members: recognises the file, looks at every row, asks, and imports.</summary>
internal static class ImportCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "import";

    public static Command Create()
    {
        var (api, reading) = (new ApiOptions(), new ImportOptions());
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Look at every row and store nothing; exits with 2 if a row would be refused",
        };
        var known = new Option<string?>("--try")
        {
            Description = "Address of a member whose password you know: it is asked for, and tried against the file first",
        };
        var yes = new Option<bool>("--yes") { Description = "Do not ask before members are stored" };
        var report = new Option<FileInfo?>("--report")
        {
            Description = "File for the report of all rows, which is replaced; FILE.report.csv beside the file",
        };
        var command = new Command(
            Name, "Imports members from an export of another site, with their passwords. An import that was stopped goes on.")
        {
            dryRun, known, yes, report,
        };
        reading.AddTo(command);
        api.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = api.Output(parsed);
            try
            {
                var (file, reason) = await FileRecognition.Open(
                    reading.Files(parsed), reading.Source(parsed), reading.Read(parsed), cancellationToken);
                output.Say(reason is null ? $"{file.Name}: {file.Source.Title}." : $"{file.Name}: {file.Source.Title}, because {reason}.");
                await using var members = await api.Connect(parsed, cancellationToken);
                if (parsed.GetValue(known) is { } email)
                {
                    output.Say(await KnownPassword.Try(members, file, email, cancellationToken));
                }

                var calls = new ApiImportCalls(members);
                var upload = new Upload(calls, file);
                var interrupted = await upload.FindInterrupted(cancellationToken);
                var recorded = interrupted?.Rows ?? 0;
                if (interrupted is not null)
                {
                    output.Say($"The import of this file was interrupted. It goes on after {recorded} rows.");
                }

                var tally = await Progress.Run(
                    output, "Looking at the rows", null, p => new DryRun(calls, file).Run(recorded, p, cancellationToken));
                Describe(output, tally);
                if (parsed.GetValue(dryRun))
                {
                    output.Result(JsonSerializer.SerializeToElement(tally.Summary()), "Nothing was stored.");
                    return tally.Refused == 0 ? ExitCodes.Done : ExitCodes.Refused;
                }

                Confirmation.Ask(parsed.GetValue(yes), $"Members to import: {tally.Imported}. Go on?");
                await using var rows = OpenReport(parsed.GetValue(report), reading.Report(parsed), output);
                var run = interrupted ?? await upload.Begin(cancellationToken);
                output.Say($"This is import {run.Id}.");
                await Progress.Run(output, "Importing", recorded + tally.Rows, p => upload.Run(run, p, cancellationToken));
                var import = await calls.Finish(run.Id, cancellationToken);
                if (rows is not null)
                {
                    await rows.Write(calls, import, cancellationToken);
                }

                return Result(output, import, rows?.Path);
            }
            catch (FileProblemException problem)
            {
                throw new CommandFault(problem.Message, ExitCodes.Refused);
            }
        });
        return command;
    }

    // Before anything is imported. Where nobody has named a place, an import is not refused for lack of one.
    private static ImportReport? OpenReport(FileInfo? named, FileInfo beside, Output output)
    {
        try
        {
            return ImportReport.Create(named ?? beside);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (named is not null)
            {
                throw new CommandFault($"The report cannot be written, so nothing was imported: {fault.Message}");
            }

            output.Say($"There will be no report of the rows ({fault.Message}) Say where with --report.");
            return null;
        }
    }

    private static int Result(Output output, JsonElement import, string? report)
    {
        output.Result(
            import,
            $"{import.GetProperty("imported")} imported, {import.GetProperty("refused")} refused, "
            + $"{import.GetProperty("skipped")} passed over.",
            report is null ? "What became of each row, the API tells." : $"What became of each row is in {report}.",
            $"To take it back: members undo {import.GetProperty("id").GetString()}");
        return import.GetProperty("refused").GetInt64() == 0 ? ExitCodes.Done : ExitCodes.Refused;
    }

    private static void Describe(Output output, RowTally tally)
    {
        output.Say($"Rows: {tally.Rows}. Can be imported: {tally.Imported}, cannot: {tally.Refused}, passed over: {tally.Skipped}.");
        foreach (var line in tally.Describe())
        {
            output.Say(line);
        }
    }
}

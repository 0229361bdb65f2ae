using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace Members.Silo.Commands;

/// <summary>Lists imports.</summary>
internal static class RunsCommand
{
    private static readonly string[] Columns =
        ["Import", "Started", "Source", "File", "State", "Imported", "Refused", "Skipped", "Removed"];

    private static readonly string[] Counts = ["imported", "refused", "skipped", "removed"];

    public static Command Create()
    {
        var api = new ApiOptions();
        var command = new Command("runs", "Lists the imports, newest first.");
        api.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var members = await api.Connect(parsed, cancellationToken);
            var answer = await members.Get("/v1/imports", cancellationToken);
            var output = api.Output(parsed);
            var runs = answer.GetProperty("imports").EnumerateArray().ToList();
            if (output.IsJson || runs.Count == 0)
            {
                output.Result(answer, "There are no imports.");
                return ExitCodes.Done;
            }

            var table = new Table().Border(TableBorder.None);
            table.AddColumns(Columns);
            foreach (var run in runs)
            {
                table.AddRow([.. Cells(run).Select(Markup.Escape)]);
            }

            Output.Write(table);
            return ExitCodes.Done;
        });
        return command;
    }

    private static IEnumerable<string> Cells(JsonElement run) =>
    [
        run.GetProperty("id").GetString()!,
        run.GetProperty("startedAt").GetString()!.Replace('T', ' ')[..16],
        run.GetProperty("source").GetString()!,
        run.GetProperty("fileName").GetString()!,
        run.GetProperty("state").GetString()!,
        .. Counts.Select(n => run.GetProperty(n).GetRawText()),
    ];
}

using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Members.Gateway.Import;
using Members.Import;
using Members.Silo.Commands.Import;
using Members.Silo.Hosting;

namespace Members.Silo.Commands;

/// <summary>Exports all members.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var api = new ApiOptions();
        var file = new Argument<FileInfo>("file")
        {
            Description = "The file to write: NAME.csv for a table, any other name for JSON Lines",
        };
        var force = new Option<bool>("--force") { Description = "Replace the file if it exists" };
        var command = new Command(
            "export",
            "Exports all members: as JSON Lines with everything that may leave, hashes included, or as a table for spreadsheets.")
        {
            file, force,
        };
        api.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (to, output) = (parsed.GetRequiredValue(file), api.Output(parsed));
            if (to.Exists && !parsed.GetValue(force))
            {
                throw new CommandFault($"There is a file {to.FullName} already. Choose another name, or say --force.", ExitCodes.Usage);
            }

            await using var members = await api.Connect(parsed, cancellationToken);
            var unreadable = 0;
            var count = await Progress.Run(output, "Exporting", null, p => Write(members, to, p, n => unreadable += n, cancellationToken));
            output.Result(
                JsonSerializer.SerializeToElement(new { members = count, unreadable, file = to.FullName }),
                $"Members exported: {count}. Keep {to.FullName} as you keep passwords.",
                unreadable == 0 ? "None is missing." : $"{unreadable} records cannot be read and are missing: look at the log.");
            return unreadable == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static async Task<long> Write(
        ApiConnection members, FileInfo to, Progress progress, Action<int> unreadable, CancellationToken cancellationToken)
    {
        try
        {
            return await PrivateFile.WriteWhole(
                to.FullName,
                stream => to.Extension.Equals(".csv", StringComparison.OrdinalIgnoreCase)
                    ? WriteTable(members, stream, progress, unreadable, cancellationToken)
                    : WriteLines(members, stream, progress, unreadable, cancellationToken));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault($"The file cannot be written: {fault.Message}");
        }
    }

    private static async Task<long> WriteLines(
        ApiConnection members, Stream stream, Progress progress, Action<int> unreadable, CancellationToken cancellationToken)
    {
        using var file = new MembersFileWriter(stream);
        var count = 0L;
        await foreach (var member in Read(members, unreadable, cancellationToken))
        {
            await file.WriteAsync(member, cancellationToken);
            progress.Report(++count);
        }

        await file.CompleteAsync(cancellationToken);
        return count;
    }

    // Twice through all of them: the columns of custom fields stand in the first line.
    private static async Task<long> WriteTable(
        ApiConnection members, Stream stream, Progress progress, Action<int> unreadable, CancellationToken cancellationToken)
    {
        var fields = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var member in Read(members, _ => { }, cancellationToken))
        {
            fields.UnionWith(member.Contact.CustomFields.Select(f => f.Name));
        }

        await using var table = await MembersTableWriter.CreateAsync(stream, [.. fields], cancellationToken);
        var count = 0L;
        await foreach (var member in Read(members, unreadable, cancellationToken))
        {
            await table.WriteAsync(member, cancellationToken);
            progress.Report(++count);
        }

        return count;
    }

    private static async IAsyncEnumerable<PortableMember> Read(
        ApiConnection members, Action<int> unreadable, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (cursor, number) = ("", 0L);
        do
        {
            var page = await members.Get($"/v1/export?limit=250{cursor}", cancellationToken);
            unreadable(page.GetProperty("unreadable").GetInt32());
            foreach (var line in page.GetProperty("members").EnumerateArray())
            {
                var row = MemberLines.Read(Encoding.UTF8.GetBytes(line.GetRawText()), ++number);
                yield return row.Member ?? throw new CommandFault(
                    $"Member {number} of the export cannot be read: {row.Problems.FirstOrDefault()?.Sentence} "
                    + "Use the command of the version that serves.");
            }

            cursor = page.TryGetProperty("cursor", out var next) ? $"&cursor={next.GetString()}" : "";
        }
        while (cursor.Length > 0);
    }
}

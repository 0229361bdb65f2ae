using System.Text;
using System.Text.Json;
using Members.Gateway.Import.Sources;
using Members.Import;
using Members.Outcomes;

namespace Members.Gateway.Import.Runs;

/// <summary>Reads the rows of a body. A member that cannot be read is a row that is refused, not a body.</summary>
internal static class ImportRowReader
{
    private const int MostColumn = 100, MostCode = 60, MostDetail = 500;

    /// <summary>The rows, or what is wrong with the body.</summary>
    public static Outcome<ImportRow[]> Read(IReadOnlyList<ImportRowBody?>? rows)
    {
        if (rows is not { Count: >= 1 and <= ImportRow.MostAtOnce })
        {
            return new Refusal.Invalid(new Violation("rows", "OUT_OF_RANGE", $"There must be 1 to {ImportRow.MostAtOnce} rows."));
        }

        return rows.Any(r => r?.Row is not > 0)
            ? new Refusal.Invalid(new Violation("rows", "REQUIRED", "Each row must have the number that it has in the file, from 1."))
            : rows.Select(r => Read(r!)).ToArray();
    }

    private static ImportRow Read(ImportRowBody body)
    {
        var row = new ImportRow(body.Row!.Value);
        if (body.Reason is not null || body.Member is not { ValueKind: JsonValueKind.Object })
        {
            return row with { Reason = ReasonOf(body.Reason), IsSkipped = body.Skipped == true };
        }

        var read = Read(body.Member.Value, row.Number);
        return read.Member is { } member
            ? row with { Member = member }
            : row with { Reason = ReasonOf(read.Problems) };
    }

    private static SourceRow Read(JsonElement member, long number)
    {
        try
        {
            return MemberLines.Read(Encoding.UTF8.GetBytes(member.GetRawText()), number);
        }
        catch (FileProblemException problem)
        {
            return new SourceRow(number, null, [new RowProblem(problem.Column, problem.Code, problem.Message)]);
        }
    }

    private static RowReason ReasonOf(IEnumerable<RowProblem> problems) =>
        problems.Where(p => p.Effect == RowEffect.Refused).Select(p => new RowReason(p.Column, p.Code, p.Sentence)).FirstOrDefault()
        ?? new RowReason(null, "NO_MEMBER", "The row has no member.");

    private static RowReason ReasonOf(RowReasonBody? body) => body is null
        ? new RowReason(null, "NO_MEMBER", "The row has no member.")
        : new RowReason(Cut(body.Column, MostColumn), Cut(body.Code, MostCode) ?? "REFUSED", Cut(body.Detail, MostDetail) ?? "");

    private static string? Cut(string? text, int most) => text is null || text.Length <= most ? text : text[..most];
}

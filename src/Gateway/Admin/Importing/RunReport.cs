using CsvHelper;
using Members.Gateway.Import;
using Members.Gateway.Import.Steps;
using Members.Import;

namespace Members.Gateway.Admin.Importing;

/// <summary>What became of each row of an import, as a file. It is written as it is read, a batch at a time.</summary>
internal sealed class RunReport(ImportRun run) : IResult
{
    public static async Task<IResult> Show(Guid id, IGrainFactory grains) =>
        await grains.GetGrain<IImportRunGrain>(id).Find() is { } run ? new RunReport(run) : TypedResults.NotFound();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, gone) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "text/csv; charset=utf-8; header=present";
        response.Headers.ContentDisposition = $"attachment; filename=\"import-{run.Id}.csv\"";
        response.Headers.CacheControl = "no-store";
        var import = httpContext.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IImportRunGrain>(run.Id);
        await using var file = CsvWriter.Create(response.Body, SpreadsheetCells.Format, leaveOpen: true);
        await file.WriteRecordAsync([.. ReportTable.Header], gone);
        for (var batch = 0; batch < run.Batches; batch++)
        {
            foreach (var row in await import.ListRows(batch) ?? [])
            {
                await file.WriteRecordAsync([.. ReportTable.Cells(row).Select(SpreadsheetCells.Defused)], gone);
            }

            gone.ThrowIfCancellationRequested();
        }
    }
}

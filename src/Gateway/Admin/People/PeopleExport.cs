using CsvHelper;
using Members.Accounts;
using Members.Audit;
using Members.Directory;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Import;
using Members.Gateway.Pages;

namespace Members.Gateway.Admin.People;

/// <summary>
/// The members of a list as a file, all pages of it, with the columns that it shows. It is written as it is read, a hundred at a time.
/// </summary>
/// <param name="filter">Which, and what of them.</param>
/// <param name="query">The same, as the directory is asked.</param>
/// <param name="first">The first of them.</param>
internal sealed class PeopleExport(PeopleFilter filter, MemberQuery query, MemberPage first) : IResult
{
    private const int AtOnce = 100;

    /// <summary>Answers the file. An address that asks for what there is not leads to the list, which says so.</summary>
    public static async Task<IResult> Show(HttpContext context, IGrainFactory grains, TimeProvider clock, AuditLog audit)
    {
        var filter = PeopleFilter.Of(context.Request.Query) with { Cursor = null };
        var reader = new RequestReader();
        var query = filter.Read(AtOnce, clock.GetUtcNow(), reader);
        if (!reader.Succeeded)
        {
            return new SeeOther("../members" + context.Request.QueryString);
        }

        // Before anything leaves: who takes members along is known whatever happens meanwhile.
        var page = await grains.GetGrain<IDirectoryGrain>(0).ListMembers(query);
        audit.Write(
            AuditType.MembersExported.Success,
            AuditResult.Success,
            Caller.OriginOf(context),
            "members",
            clock.GetUtcNow(),
            $"columns:name,{string.Join(',', filter.Columns.Select(c => c.Name))}");
        return new PeopleExport(filter, query, page);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, gone) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "text/csv; charset=utf-8; header=present";
        response.Headers.ContentDisposition = "attachment; filename=\"members.csv\"";
        response.Headers.CacheControl = "no-store";
        await using var file = CsvWriter.Create(response.Body, SpreadsheetCells.Format, leaveOpen: true);
        await file.WriteRecordAsync(["name", .. filter.Columns.Select(c => c.Name)], gone);
        var directory = httpContext.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IDirectoryGrain>(0);
        for (var page = first; ; page = await directory.ListMembers(query with { After = page.Next }))
        {
            foreach (var member in page.Members)
            {
                await file.WriteRecordAsync([SpreadsheetCells.Defused(MemberNames.Of(member)), .. Cells(member)], gone);
            }

            if (page.Next is null)
            {
                return;
            }

            gone.ThrowIfCancellationRequested();
        }
    }

    private IEnumerable<string> Cells(MemberView member) => filter.Columns.Select(c => SpreadsheetCells.Defused(c.Value(member) ?? ""));
}

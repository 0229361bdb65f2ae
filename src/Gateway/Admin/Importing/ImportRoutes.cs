using Members.Gateway.Pages;
using Members.Staff;
using Microsoft.AspNetCore.Http.Metadata;

namespace Members.Gateway.Admin.Importing;

/// <summary>Importing members in the console: a file is chosen, looked at and imported, and what was imported is taken back.</summary>
internal static class ImportRoutes
{
    private const string All = "/admin/import", Upload = All + "/{id:guid}", Run = All + "/runs/{id:guid}";

    // A line of one megabit a second needs nine minutes for the largest file.
    private static readonly TimeSpan UploadTime = TimeSpan.FromMinutes(10);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapStaffPages(StaffRoles.Owner);
        group.MapGet(All, ImportPage.Show);
        routes.MapUploads().MapPost(All, ImportPage.Choose).WithMetadata(UploadBody.Instance).WithRequestTimeout(UploadTime);
        group.MapGet(Upload, UploadPage.Show);
        group.MapPost(Upload + "/source", UploadPage.ChooseSource);
        group.MapPost(Upload + "/look", UploadPage.Look);
        group.MapPost(Upload + "/try", UploadPage.Try);
        group.MapPost(Upload + "/run", UploadPage.Import);
        group.MapPost(Upload + "/discard", UploadPage.Discard);
        group.MapGet(Run, RunPage.Show);
        group.MapGet(Run + "/report", RunReport.Show).DisableRequestTimeout();
        group.MapPost(Run + "/undo", RunPage.Undo);
        group.MapPost(Run + "/invite", RunPage.Invite);
    }

    // A group around that of the pages, which reads the form before its handler does.
    private static RouteGroupBuilder MapUploads(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").AddEndpointFilter((context, next) =>
        {
            SentUpload.Expect(context.HttpContext, context.HttpContext.RequestServices.GetRequiredService<KeptUploads>());
            return next(context);
        }).MapStaffPages(StaffRoles.Owner);

    // Above what a page says no to itself, so that a file that is a little too large is told so beside its field.
    private sealed class UploadBody : IRequestSizeLimitMetadata
    {
        public static readonly UploadBody Instance = new();

        public long? MaxRequestBodySize => KeptUploads.MostBytes * 3 / 2;
    }
}

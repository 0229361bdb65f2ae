using System.Globalization;
using Members.Gateway.Access;
using Members.Gateway.Pages;

namespace Members.Gateway.Account.Data;

/// <summary>Where members take what is known about them with them (GDPR, articles 15 and 20).</summary>
internal sealed record DataPage
{
    private const string Path = "/account/data";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show);

        // A form, since it costs reads: nobody's browser fetches it ahead.
        routes.MapPost(Path, Download).RequireRateLimiting(RateLimits.Member);
    }

    private static IResult Show() => new Page<DataView, DataPage>(new DataPage());

    private static async Task<IResult> Download(HttpContext context, IGrainFactory grains, StaffChecks staff, TimeProvider clock)
    {
        var data = await OwnData.Read(Caller.SessionOf(context), grains, staff, clock.GetUtcNow());
        var page = await PageContext.Of(context);
        var html = await Page<DataFileView, OwnData>.Render(page, data, context.RequestServices);
        var day = data.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return TypedResults.File(DataArchive.Of(data, html), "application/zip", $"data-{day}.zip");
    }
}

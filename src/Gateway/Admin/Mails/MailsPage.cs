using Members.Gateway.Errors;
using Members.Gateway.Pages;
using Members.Mail;
using Members.Outcomes;
using Members.Staff;

namespace Members.Gateway.Admin.Mails;

/// <summary>The mails that the site sends, and what waits to be sent.</summary>
/// <param name="Overview">Which mails there are, and what waits.</param>
internal sealed record MailsPage(MailOverview Overview)
{
    private const string Path = "/admin/mails", OneMail = Path + "/{template}/{language}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapStaffPages(StaffRoles.Owner);
        group.MapGet(Path, Show);
        group.MapGet(OneMail, Preview);
        group.MapGet(OneMail + "/html", Html);
    }

    private static async Task<IResult> Show(IGrainFactory grains) =>
        new Page<MailsView, MailsPage>(new MailsPage(await Grain(grains).Overview()));

    private static async Task<IResult> Preview(string template, string language, IGrainFactory grains)
    {
        var (overview, mail) = (await Grain(grains).Overview(), await Grain(grains).Preview(template, language));
        return mail is null
            ? NotFound()
            : new Page<MailView, MailPage>(new MailPage(template, language, [.. overview.Languages], mail));
    }

    private static async Task<IResult> Html(string template, string language, IGrainFactory grains) =>
        await Grain(grains).Preview(template, language) is { } mail ? new SandboxedHtml(mail.Html) : NotFound();

    private static Problem NotFound() => Problem.Of(ApiError.NotFound, "There is no such mail.");

    private static IMailPreviewGrain Grain(IGrainFactory grains) => grains.GetGrain<IMailPreviewGrain>(0);
}

/// <summary>A mail with sample values.</summary>
/// <param name="Template">Its name.</param>
/// <param name="Language">Its language.</param>
/// <param name="Languages">The languages that there are templates for.</param>
/// <param name="Mail">What it says.</param>
internal sealed record MailPage(string Template, string Language, IReadOnlyList<string> Languages, PreviewedMail Mail);

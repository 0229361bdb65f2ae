using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Pages;
using Members.Mail;
using Members.Outcomes;
using Members.Staff;

namespace Members.Gateway.Admin.Mails;

/// <summary>The mails that the site sends, what waits to be sent, and what could not be.</summary>
/// <param name="Overview">Which mails there are, and what waits.</param>
/// <param name="Failures">The last attempts that failed; null when no silo could be asked.</param>
internal sealed record MailsPage(MailOverview Overview, MailFailures? Failures)
{
    private const string Path = "/admin/mails", OneMail = Path + "/{template}/{language}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapStaffPages(StaffRoles.Owner);
        group.MapGet(Path, Show);
        group.MapGet(OneMail, Preview);
        group.MapGet(OneMail + "/html", Html);
        group.MapPost(OneMail + "/test", Test);
    }

    private static async Task<IResult> Show(IGrainFactory grains)
    {
        var failures = grains.Watch(w => w.MailFailures());
        return new Page<MailsView, MailsPage>(new MailsPage(await Grain(grains).Overview(), await failures));
    }

    private static async Task<IResult> Preview(string template, string language, HttpContext context, IGrainFactory grains) =>
        await Read(template, language, context, grains) is { } page
            ? new Page<MailView, MailPage>(page with { IsSent = context.Request.Query["sent"] == "yes" })
            : NotFound();

    private static async Task<IResult> Html(string template, string language, IGrainFactory grains) =>
        await Grain(grains).Preview(template, language) is { } mail ? new SandboxedHtml(mail.Html) : NotFound();

    // What the mail server said is answered at once and not by way of another address, which anybody could write.
    private static async Task<IResult> Test(string template, string language, HttpContext context, IGrainFactory grains)
    {
        if (await Read(template, language, context, grains) is not { } page)
        {
            return NotFound();
        }

        var outcome = await grains.GetGrain<IMailTestGrain>(Caller.SessionOf(context).Member.Id).Send(template, language);
        if (outcome.Succeeded)
        {
            return outcome.Value.Refusal is null
                ? new SeeOther($"../{language}?sent=yes")
                : new Page<MailView, MailPage>(page with { Refused = outcome.Value });
        }

        return outcome.Refusal is Refusal.TooManyRequests tooMany
            ? new Page<MailView, MailPage>(page with { IsTooMany = true }, tooMany.Entry.Api.Error.Status)
            : NotFound();
    }

    private static async Task<MailPage?> Read(string template, string language, HttpContext context, IGrainFactory grains)
    {
        var (overview, mail) = (await Grain(grains).Overview(), await Grain(grains).Preview(template, language));
        return mail is null
            ? null
            : new MailPage(template, language, [.. overview.Languages], mail)
            {
                SendsToFolder = overview.SendsToFolder,
                Own = Caller.SessionOf(context).Member.LoginEmail,
            };
    }

    private static Problem NotFound() => Problem.Of(ApiError.NotFound, "There is no such mail.");

    private static IMailPreviewGrain Grain(IGrainFactory grains) => grains.GetGrain<IMailPreviewGrain>(0);
}

/// <summary>A mail with sample values.</summary>
/// <param name="Template">Its name.</param>
/// <param name="Language">Its language.</param>
/// <param name="Languages">The languages that there are templates for.</param>
/// <param name="Mail">What it says.</param>
internal sealed record MailPage(string Template, string Language, IReadOnlyList<string> Languages, PreviewedMail Mail)
{
    /// <summary>The viewer's own address, the only one that it is sent to.</summary>
    public string Own { get; init; } = "";

    /// <summary>Whether mails are written as files and not sent.</summary>
    public bool SendsToFolder { get; init; }

    /// <summary>Whether it was sent to the viewer, as the address says.</summary>
    public bool IsSent { get; init; }

    /// <summary>Whether the viewer has sent enough for now.</summary>
    public bool IsTooMany { get; init; }

    /// <summary>Why the mail server did not take it; null when it did or was not asked.</summary>
    public TestedMail? Refused { get; init; }
}

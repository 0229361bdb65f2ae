using Members.Admission;
using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Gateway.Admission;

/// <summary>
/// The page on which applicants see how their application stands, reply and withdraw: what the link in their mails opens. Opening it
/// changes nothing, because mail programs open links too. It works without JavaScript.
/// </summary>
internal static class ApplicationPage
{
    private const string Path = "/application";

    public static void MapApplicationPage(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapOpenPages();
        group.MapGet(Path, Show);
        group.MapPost(Path, Submit);
        group.MapGet(Path + "/withdrawn", Withdrawn);
    }

    private static Task<IResult> Show(HttpContext context, ApplicantPages pages) =>
        pages.Sheet(context.Request.Query["token"].ToString());

    private static async Task<IResult> Submit(HttpContext context, ApplicantPages pages, IGrainFactory grains, TokenReader tokens)
    {
        var form = context.Request.Form;
        var text = form["token"].ToString();
        if (!tokens.TryRead(TokenPurpose.Application, text, out var token))
        {
            return await pages.DeadLink(new Refusal.TokenInvalid(TokenFate.Unknown));
        }

        var application = grains.GetGrain<IMemberApplicationsGrain>(token.Owner);
        switch (form["act"].ToString())
        {
            case "reply":
                var reply = form.Lines("text");
                var replied = await application.Reply(token, reply);
                return replied.Succeeded
                    ? new SeeOther($"application?token={Uri.EscapeDataString(text)}")
                    : await pages.Refused(text, replied.Refusal, reply);
            case "withdraw" when form.IsTicked("sure"):
                var withdrawn = await application.Withdraw(token);
                return withdrawn.Succeeded
                    ? new SeeOther("application/withdrawn")
                    : await pages.Refused(text, withdrawn.Refusal);
            case "withdraw":
                return await pages.Sheet(text, s => s with { Status = 400, IsUnsure = true });
            default:
                return await pages.Sheet(text, s => s with { Status = 400, IsUnclear = true });
        }
    }

    private static Notice Withdrawn() => Notice.Of<ApplicantTexts>(200, "WithdrawnTitle", "Withdrawn");
}

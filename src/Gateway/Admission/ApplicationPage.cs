using Members.Admission;
using Members.Gateway.Access;
using Members.Gateway.Edge;
using Members.Gateway.Pages;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Gateway.Admission;

/// <summary>
/// The page on which applicants see how their application stands, reply and withdraw: what the link in their mails opens. Opening it
/// changes nothing, because mail programs open links too. It works without JavaScript and loads nothing.
/// </summary>
internal static class ApplicationPage
{
    private const string Path = "/application";

    public static void MapApplicationPage(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        group.MapGet(Path, Show);
        group.MapPost(Path, Submit);
        group.MapGet(Path + "/withdrawn", Withdrawn);
    }

    private static Task<IResult> Show(HttpContext context, IGrainFactory grains, TokenReader tokens) =>
        Sheet(context.Request.Query["token"].ToString(), grains, tokens);

    private static async Task<IResult> Submit(
        HttpContext context, IGrainFactory grains, TokenReader tokens, OwnForms forms, CancellationToken cancellationToken)
    {
        context.Request.RequireForm();
        if (forms.Refuse(context) is { } foreign)
        {
            return foreign;
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        var text = form["token"].ToString();
        if (!tokens.TryRead(TokenPurpose.Application, text, out var token))
        {
            return DeadLink(new Refusal.TokenInvalid(TokenFate.Unknown));
        }

        var (application, isSure) = (Of(token, grains), form["sure"].ToString().Length > 0);
        switch (form["act"].ToString())
        {
            case "reply":
                // Browsers send line breaks as two characters, which they count as one.
                var reply = form["text"].ToString().ReplaceLineEndings("\n");
                var replied = await application.Reply(token, reply);
                return replied.Succeeded
                    ? new SeeOther($"application?token={Uri.EscapeDataString(text)}")
                    : await Refused(replied.Refusal, text, grains, tokens, reply);
            case "withdraw" when isSure:
                var withdrawn = await application.Withdraw(token);
                return withdrawn.Succeeded
                    ? new SeeOther("application/withdrawn")
                    : await Refused(withdrawn.Refusal, text, grains, tokens);
            case "withdraw":
                return await Sheet(text, grains, tokens, s => s with { Status = 400, SureError = "Tick the box if you want to withdraw." });
            default:
                return await Sheet(text, grains, tokens, s => s with { Status = 400, Message = "Choose what to do, and try again." });
        }
    }

    private static Notice Withdrawn() => new(
        200, "Your application is withdrawn", "What was known about you is erased. You can close this page.");

    private static async Task<IResult> Sheet(
        string text, IGrainFactory grains, TokenReader tokens, Func<ApplicationSheet, ApplicationSheet>? change = null)
    {
        if (!tokens.TryRead(TokenPurpose.Application, text, out var token))
        {
            return DeadLink(new Refusal.TokenInvalid(TokenFate.Unknown));
        }

        var outcome = await Of(token, grains).Mine(token);
        if (!outcome.Succeeded)
        {
            return DeadLink(outcome.Refusal);
        }

        var sheet = new ApplicationSheet(outcome.Value, text, await ApplicantEndpoints.TypicalWait(outcome.Value, grains));
        return change is null ? sheet : change(sheet);
    }

    private static async Task<IResult> Refused(
        Refusal refusal, string text, IGrainFactory grains, TokenReader tokens, string? reply = null)
    {
        if (refusal is Refusal.TokenInvalid or Refusal.TokenExpired)
        {
            return DeadLink(refusal);
        }

        return await Sheet(text, grains, tokens, s => s with
        {
            Status = refusal.Entry.Api.Error.Status,
            Message = reply is null ? refusal.Entry.Api.Detail : "Your reply was not sent.",
            Reply = reply,
            ReplyError = reply is null ? null : refusal.Entry.Api.Detail,
        });
    }

    // Logging in tells everybody how they stand. Approval and a block end the link: nobody is let in, or told why not, by a mailed address.
    private static Notice DeadLink(Refusal refusal)
    {
        const string Tells = "Log in where you signed up: you are told there how your application stands.";
        return refusal is Refusal.TokenInvalid invalid
            ? invalid.Fate switch
            {
                TokenFate.Unknown or TokenFate.Used => new(
                    400, "This link does not work", $"It may be incomplete, or the application was withdrawn. {Tells}"),
                TokenFate.Replaced => new(400, "There is a newer link", $"Open the link in the newest mail. {Tells}"),
                TokenFate.Revoked => new(
                    400,
                    "This link is over",
                    "Your application has been decided on. Log in where you signed up: if it was accepted, you get in."),
            }
            : new(400, "This link has expired", Tells);
    }

    private static IMemberApplicationsGrain Of(OpaqueToken token, IGrainFactory grains) =>
        grains.GetGrain<IMemberApplicationsGrain>(token.Owner);
}

using Members.Audit;
using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.Outcomes;
using Members.Secrets;
using Members.Verification;

namespace Members.Gateway.Verification;

/// <summary>
/// The page that the link in the notice to a former address opens. It says what the button will do. Opening it changes nothing,
/// because mail programs open links too. It works without JavaScript and moves the token from the address into the form.
/// </summary>
internal static class UndoEmailChangePage
{
    public const string Path = "/undo-email-change";

    public static void MapUndoEmailChangePage(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapOpenPages();
        group.MapGet(Path, Show);
        group.MapPost(Path, Submit);
        group.MapGet(Path + "/done", Undone);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains, TokenReader tokens)
    {
        var text = context.Request.Query["token"].ToString();
        if (!tokens.TryRead(TokenPurpose.UndoEmailChange, text, out var token))
        {
            return Refused(new Refusal.TokenInvalid(TokenFate.Unknown));
        }

        var outcome = await grains.GetGrain<IMemberVerificationGrain>(token.Owner).InspectUndoToken(token);
        return outcome.Succeeded ? new Page<UndoView, UndoForm>(new UndoForm(text)) : Refused(outcome.Refusal);
    }

    private static async Task<IResult> Submit(HttpContext context, IGrainFactory grains, TokenReader tokens, AuthorizationAudit audit)
    {
        if (!tokens.TryRead(TokenPurpose.UndoEmailChange, context.Request.Form["token"].ToString(), out var token))
        {
            return Refused(audit.Unreadable(context, AuditType.EmailChangeUndone, new Refusal.TokenInvalid(TokenFate.Unknown)));
        }

        var outcome = await grains.GetGrain<IMemberVerificationGrain>(token.Owner).UndoEmailChange(token);
        return outcome.Succeeded ? new SeeOther("undo-email-change/done") : Refused(outcome.Refusal);
    }

    private static Notice Undone() => Notice.Of<UndoTexts>(200, "DoneTitle", "Done");

    private static Notice Refused(Refusal refusal)
    {
        var kind = refusal is Refusal.TokenExpired ? "Expired"
            : refusal is Refusal.TokenInvalid { Fate: TokenFate.Used } ? "Used"
            : "Dead";
        return Notice.Of<UndoTexts>(refusal.Entry.UndoPage.Status, kind + "Title", kind);
    }
}

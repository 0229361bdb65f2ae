using Members.Audit;
using Members.Gateway.Access;
using Members.Gateway.Edge;
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
    private const string Heading = "Undo the change of your e-mail address";

    public static void MapUndoEmailChangePage(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
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
        return outcome.Succeeded ? new Form(text) : Refused(outcome.Refusal);
    }

    private static async Task<IResult> Submit(
        HttpContext context, IGrainFactory grains, TokenReader tokens, AuthorizationAudit audit, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadRequiredForm(cancellationToken);
        if (!tokens.TryRead(TokenPurpose.UndoEmailChange, form["token"].ToString(), out var token))
        {
            return Refused(audit.Unreadable(context, AuditType.EmailChangeUndone, new Refusal.TokenInvalid(TokenFate.Unknown)));
        }

        var outcome = await grains.GetGrain<IMemberVerificationGrain>(token.Owner).UndoEmailChange(token);
        return outcome.Succeeded ? new SeeOther("undo-email-change/done") : Refused(outcome.Refusal);
    }

    private static Notice Undone() => new(
        200,
        "Your old address is back",
        "It logs in again. All sessions have ended and the password is gone: we have mailed you a link to set a new one.");

    private static Notice Refused(Refusal refusal)
    {
        var reply = refusal.Entry.UndoPage;
        return new(reply.Status, reply.Title ?? Heading, reply.Message);
    }

    private sealed class Form(string token) : IResult
    {
        private const string Message =
            "Your old e-mail address will log in again, all sessions will end, and the password will be gone. "
            + "A link to set a new one is mailed to the old address.";

        public Task ExecuteAsync(HttpContext httpContext) => Html.UndoEmailChange.Write(
            httpContext, 200, Html.Policy(), ("title", Heading), ("message", Message), ("token", token));
    }
}

using Members.Accounts;
using Members.Audit;
using Members.Gateway.Access;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Gateway.Passwords;

/// <summary>
/// The page that a mailed link opens. It works without JavaScript, loads nothing from anywhere, and moves the token
/// from the address into the form's body. Opening it does not use the link up: mail programs open links too.
/// </summary>
internal static class SetPasswordPage
{
    public const string Path = "/set-password";

    public static void MapSetPasswordPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).AllowAnyone().ExcludeFromDescription();
        routes.MapPost(Path, Submit).AllowAnyone().ExcludeFromDescription();
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains)
    {
        var text = context.Request.Query["token"].ToString();
        if (!OpaqueToken.TryParse(TokenPurpose.SetPassword, text, out var token))
        {
            return Page.Refused(new Refusal.TokenInvalid(TokenFate.Unknown), text);
        }

        var outcome = await grains.GetGrain<IMemberGrain>(token.Owner).InspectSetPasswordToken(token);
        return outcome.Succeeded ? Page.Form(text) : Page.Refused(outcome.Refusal, text);
    }

    private static async Task<IResult> Submit(HttpContext context, IGrainFactory grains, Denials denials, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType)
        {
            throw new BadHttpRequestException("A form is needed.", StatusCodes.Status415UnsupportedMediaType);
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        var text = form["token"].ToString();
        if (!OpaqueToken.TryParse(TokenPurpose.SetPassword, text, out var token))
        {
            return Page.Refused(denials.Unreadable(context, AuditType.PasswordSet, new Refusal.TokenInvalid(TokenFate.Unknown)), text);
        }

        if (!PlainPassword.TryParse(form["newPassword"].ToString(), out var password))
        {
            return Page.Form(text, "Type a password of printable characters.");
        }

        var outcome = await grains.GetGrain<IMemberGrain>(token.Owner).SetPassword(new(token, password, RememberDevice: true), cancellationToken);
        DeviceCookie.Set(context, outcome.Value?.Device);
        return outcome.Succeeded ? Page.Done() : Page.Refused(outcome.Refusal, text);
    }
}

using Members.Gateway.Access;
using Members.Gateway.Edge;

namespace Members.Gateway.Passwords;

/// <summary>
/// The page that a mailed link opens. It works without JavaScript, loads nothing, and moves the token from the address into the form.
/// Opening it does not use up the link, because mail programs open links too.
/// </summary>
internal static class SetPasswordPage
{
    public const string Path = "/set-password";

    public static void MapSetPasswordPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(Path, Submit).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains, PasswordLinks links)
    {
        var text = context.Request.Query["token"].ToString();
        var token = links.Read(text);
        if (!token.Succeeded)
        {
            return SetPasswordForm.Refused(token.Refusal, text);
        }

        var outcome = await grains.GetMembers().Of(token.Value.Owner).InspectSetPasswordToken(token.Value);
        return outcome.Succeeded ? SetPasswordForm.Empty(text) : SetPasswordForm.Refused(outcome.Refusal, text);
    }

    private static async Task<IResult> Submit(HttpContext context, PasswordLinks links, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadRequiredForm(cancellationToken);
        var token = form["token"].ToString();
        var given = new NewPassword(token, form["newPassword"].ToString(), "newPassword", "Type a password of printable characters.");
        var outcome = await links.SetPassword(given, context, cancellationToken);
        DeviceCookie.Set(context, outcome.Value?.Device);
        return outcome.Succeeded ? SetPasswordForm.Done() : SetPasswordForm.Refused(outcome.Refusal, token);
    }
}

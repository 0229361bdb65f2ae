using Members.Gateway.Access;
using Members.Gateway.Edge;
using Members.Gateway.Pages;

namespace Members.Gateway.Passwords;

/// <summary>
/// The page that a mailed link opens. It works without JavaScript, loads nothing, and moves the token from the address into the form.
/// Opening it does not use up the link, because mail programs open links too.
/// </summary>
internal static class SetPasswordPage
{
    public const string Path = "/set-password";

    private const string DonePath = Path + "/done";

    public static void MapSetPasswordPage(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        group.MapGet(Path, Show);
        group.MapPost(Path, Submit);
        group.MapGet(DonePath, SetPasswordForm.Done);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains, PasswordLinks links)
    {
        var text = context.Request.Query["token"].ToString();
        var token = links.Read(text);
        if (!token.Succeeded)
        {
            return SetPasswordForm.Refused(token.Refusal, text);
        }

        var member = grains.GetMembers().Of(token.Value.Owner);
        var outcome = await member.InspectSetPasswordToken(token.Value);
        return outcome.Succeeded
            ? SetPasswordForm.Empty(text, (await member.Find())?.LoginEmail)
            : SetPasswordForm.Refused(outcome.Refusal, text);
    }

    // A success leads to a page of its own: going back or reloading sends nothing again.
    private static async Task<IResult> Submit(HttpContext context, PasswordLinks links, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadRequiredForm(cancellationToken);
        var (token, email) = (form["token"].ToString(), form["username"].ToString());
        var given = new NewPassword(token, form["newPassword"].ToString(), "newPassword", "Type a password of printable characters.");
        var outcome = await links.SetPassword(given, context, cancellationToken);
        DeviceCookie.Set(context, outcome.Value?.Device);
        return outcome.Succeeded
            ? new SeeOther("set-password/done")
            : SetPasswordForm.Refused(outcome.Refusal, token, email.Length == 0 ? null : email);
    }
}

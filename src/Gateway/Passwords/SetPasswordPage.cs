using Members.Gateway.Access;
using Members.Gateway.Login;
using Members.Gateway.Pages;

namespace Members.Gateway.Passwords;

/// <summary>
/// The page that a mailed link opens. It works without JavaScript, and moves the token from the address into the form.
/// Opening it does not use up the link, because mail programs open links too.
/// </summary>
internal static class SetPasswordPage
{
    public const string Path = "/set-password";

    private const string DonePath = Path + "/done";

    public static void MapSetPasswordPage(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapOpenPages();
        group.MapGet(Path, Show);
        group.MapPost(Path, Submit);
        group.MapGet(DonePath, Done);
        ForgotPasswordPage.Map(group);
        PasswordAdvice.Map(group);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains, PasswordLinks links)
    {
        var text = context.Request.Query["token"].ToString();
        var token = links.Read(text);
        if (!token.Succeeded)
        {
            return new SetPasswordForm(text, null, token.Refusal);
        }

        var member = grains.GetMembers().Of(token.Value.Owner);
        var outcome = await member.InspectSetPasswordToken(token.Value);
        return outcome.Succeeded
            ? new SetPasswordForm(text, (await member.Find())?.LoginEmail)
            : new SetPasswordForm(text, null, outcome.Refusal);
    }

    // A success leads to a page of its own: going back or reloading sends nothing again.
    private static async Task<IResult> Submit(HttpContext context, PasswordLinks links, CancellationToken cancellationToken)
    {
        var form = context.Request.Form;
        var (token, email) = (form["token"].ToString(), form["username"].ToString());
        var outcome = await links.SetPassword(new(token, form["newPassword"].ToString(), "newPassword"), context, cancellationToken);
        DeviceCookie.Set(context, outcome.Value?.Device);
        return outcome.Succeeded ? new SeeOther("set-password/done") : new SetPasswordForm(token, email, outcome.Refusal);
    }

    private static async Task<IResult> Done(LogInLink logIn) => await logIn.Read() is { } link
        ? Notice.Of<PasswordTexts>(200, "DoneTitle", "Done", link)
        : Notice.Of<PasswordTexts>(200, "DoneTitle", "DoneElsewhere");
}

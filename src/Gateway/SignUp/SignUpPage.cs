using Members.Gateway.Pages;
using Members.Outcomes;
using Members.Settings;

namespace Members.Gateway.SignUp;

/// <summary>
/// The page on which visitors sign up, where register is opened to them. It asks what register asks, works without JavaScript and loads
/// nothing. Opening it changes nothing, because link scanners open pages too.
/// </summary>
internal static class SignUpPage
{
    private const string Path = "/sign-up";

    public static void MapSignUpPage(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<DroppedSignUps>(); // a counter that begins at one would not seem to have risen
        var group = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        group.MapGet(Path, Show);
        group.MapPost(Path, Submit);
        group.MapGet(Path + "/done", Done);
        group.MapGet(Path + "/received", Received);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains, RenderedTimes times, TimeProvider clock)
    {
        var form = await SignUpForm.Read(TypedSignUp.Of(context.Request.Query), grains, clock);
        return form.Mode == SignupMode.Closed
            ? new Notice(403, "Sign-up is closed", new Refusal.SignupClosed().Entry.Api.Detail)
            : await form.Stamp(times);
    }

    private static Task<IResult> Submit(HttpContext context, SignUpSubmission submission, CancellationToken cancellationToken) =>
        submission.Handle(context, cancellationToken);

    private static async Task<IResult> Done(IGrainFactory grains)
    {
        var logIn = (await SignUpSite.Read(grains)).LoginUrl;
        return new Notice(
            200,
            "You are a member now",
            logIn is null ? "Log in on the site with your e-mail address and your password." : "You can log in now.",
            logIn is null ? null : new NoticeLink(logIn, "Log in"));
    }

    // Whoever filled the trap sees this too, and must not learn that it was one.
    private static Notice Received() => new(
        200, "We have received your sign-up", "Somebody will look at it. You can log in once it is accepted.");
}

using Members.Gateway.Access;
using Members.Gateway.Login;
using Members.Gateway.Pages;
using Members.Settings;
using Microsoft.Extensions.Options;

namespace Members.Gateway.SignUp;

/// <summary>
/// The page on which visitors sign up, where register is opened to them. It asks what register asks and works without JavaScript. Opening
/// it changes nothing, because link scanners open pages too.
/// </summary>
internal static class SignUpPage
{
    private const string Path = "/sign-up";

    /// <summary>Whether it is served: where register is opened to visitors.</summary>
    public static bool IsServed(IServiceProvider services) =>
        services.GetRequiredService<IOptions<MembersGatewayOptions>>().Value.Elevate.Contains(Functions.Register);

    public static void MapSignUpPage(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<DroppedSignUps>(); // a counter that begins at one would not seem to have risen
        var group = routes.MapOpenPages();
        group.MapGet(Path, Show);
        group.MapPost(Path, Submit);
        group.MapGet(Path + "/done", Done);
        group.MapGet(Path + "/received", Received);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains, RenderedTimes times, TimeProvider clock)
    {
        var form = await SignUpForm.Read(TypedSignUp.Of(context.Request.Query), context, grains, clock);
        return form.Mode == SignupMode.Closed
            ? Notice.Of<SignUpTexts>(403, "ClosedTitle", "Closed")
            : await form.Stamp(times);
    }

    private static Task<IResult> Submit(HttpContext context, SignUpSubmission submission, CancellationToken cancellationToken) =>
        submission.Handle(context, cancellationToken);

    private static async Task<IResult> Done(LogInLink logIn) => await logIn.Read() is { } link
        ? Notice.Of<SignUpTexts>(200, "DoneTitle", "Done", link)
        : Notice.Of<SignUpTexts>(200, "DoneTitle", "DoneElsewhere");

    // Whoever filled the trap sees this too, and must not learn that it was one.
    private static Notice Received() => Notice.Of<SignUpTexts>(200, "ReceivedTitle", "Received");
}

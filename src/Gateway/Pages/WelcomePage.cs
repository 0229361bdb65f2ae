using Members.Gateway.Login;

namespace Members.Gateway.Pages;

/// <summary>
/// What somebody sees who opens the address itself. A member is led to their account; a visitor finds where to log in and sign up, and
/// whoever runs the site where the API is described.
/// </summary>
/// <param name="LogIn">Where members log in; null where they do not.</param>
internal sealed record WelcomePage(NoticeLink? LogIn)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/", Show).AllowAnonymous().ExcludeFromDescription().WithMetadata(PageRoute.Instance);

    private static async Task<IResult> Show(HttpContext context, LogInLink logIn)
    {
        var page = await PageContext.Of(context);
        return page switch
        {
            { ServesMembers: true, Session: not null } => new SeeOther("account"),
            { ServesMembers: true } => new Page<WelcomeView, WelcomePage>(new WelcomePage(await logIn.Read())),
            { ServesMembers: false } => new Page<WelcomeView, WelcomePage>(new WelcomePage(LogIn: null)),
        };
    }
}

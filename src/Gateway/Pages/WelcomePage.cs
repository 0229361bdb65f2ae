namespace Members.Gateway.Pages;

/// <summary>What somebody sees who opens the address itself: what this is, and where to read more.</summary>
internal sealed class WelcomePage : IResult
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/", () => new WelcomePage()).AllowAnonymous().ExcludeFromDescription();

    public Task ExecuteAsync(HttpContext httpContext) =>
        Html.Welcome.Write(httpContext, StatusCodes.Status200OK, Html.Policy("'none'"));
}

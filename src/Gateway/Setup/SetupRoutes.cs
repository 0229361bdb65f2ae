using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Setup;

/// <summary>
/// Makes the first owner in the browser. Whoever opens a new site first must not become its owner, so it takes an API key that may do
/// everything, which the process shows to whoever has started it.
/// </summary>
internal static class SetupRoutes
{
    private const string Path = "/setup";

    private static readonly NoticeLink LogIn = new("log-in", "LogIn");

    public static void MapSetup(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapOpenPages();
        group.MapGet(Path, Show);
        group.MapPost(Path, Submit);
    }

    private static IResult Show() => new SetupPage().Page();

    private static async Task<IResult> Submit(
        HttpContext context,
        Callers callers,
        TokenReader tokens,
        FirstOwner owner,
        CallLimits limits,
        AuthorizationAudit audit,
        CancellationToken cancellationToken)
    {
        var sent = context.Request.Form;
        var page = new SetupPage(sent.Line("email"));
        if (limits.Refuse(context) is { } wait)
        {
            audit.Denied(context, Problem.TooMany(wait));
            return (page with { Refusal = new Refusal.TooManyRequests(wait) }).Page();
        }

        var key = await callers.FindKey(context, Credentials.FromText(sent.Line("key"), tokens));
        if (key?.Scopes.HasFlag(ScopeSet.All) != true)
        {
            audit.Denied(context, Problem.Of(ApiError.Unauthenticated, "The first owner is made with an API key that has all scopes."));
            return (page with { IsKeyWrong = true }).Page();
        }

        Caller.OriginOf(context).Flow(); // the key acts from here on
        var made = await owner.Make(page.Email, sent["password"].ToString(), context, cancellationToken);
        return made.Succeeded ? Next(made.Value.Made) : (page with { Refusal = made.Refusal }).Page();
    }

    private static IResult Next(OwnerMade made) => made switch
    {
        OwnerMade.LoggedIn => new SeeOther("admin"),
        OwnerMade.Mailed => Notice.Of<SetupTexts>(200, "Title", "Mailed", LogIn),
        OwnerMade.Exists => Notice.Of<SetupTexts>(409, "Title", "Exists", LogIn),
    };
}

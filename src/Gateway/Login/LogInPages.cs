using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Edge;
using Members.Gateway.Errors;
using Members.Gateway.Pages;
using Members.Gateway.Sessions;
using Members.Outcomes;

namespace Members.Gateway.Login;

/// <summary>Logs members in and out with the browser.</summary>
internal static class LogInPages
{
    private const string Path = "/log-in";

    public static void MapLogIn(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapOpenPages();
        group.MapGet(Path, Show);
        group.MapPost(Path, Submit);
        routes.MapMemberPages().MapPost("/log-out", LogOut);
    }

    /// <summary>Asks whoever opened a page for members to log in first. What they have sent is kept.</summary>
    public static async Task Ask(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method) && IsKept(request) && !IsForeign(context))
        {
            await request.ReadRequiredForm(context.RequestAborted);
            await new LogInForm { Kept = KeptForm.Of(request) }.Page(StatusCodes.Status401Unauthorized).ExecuteAsync(context);
            return;
        }

        PageLanguages.Of(context, null); // what the address has chosen is kept, since the login page has another
        var path = request.Path.Value!.TrimStart('/');
        var back = string.Concat(Enumerable.Repeat("../", path.Count(c => c == '/')));

        // Written anew: an address in it may come with characters that need no escape and that no path has (LocalPath).
        var query = QueryString.Create(request.Query.SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v))));
        await new SeeOther($"{back}log-in?next={Uri.EscapeDataString(path + query)}").ExecuteAsync(context);
    }

    // Files are not kept, and those of strangers are not read: the largest would be put on the disk.
    private static bool IsKept(HttpRequest request) =>
        request.HasFormContentType && !request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);

    // What another site has sent is not kept: whoever logs in would be asked to send it once more.
    private static bool IsForeign(HttpContext context) =>
        context.RequestServices.GetRequiredService<FormOrigin>().IsForeign(context.Request);

    private static IResult Show(HttpContext context) =>
        new LogInForm { Next = LocalPath.Parse(context.Request.Query["next"]) }.Page();

    private static async Task<IResult> Submit(
        HttpContext context,
        PasswordLogin login,
        BrowserSessions sessions,
        CallLimits limits,
        AuthorizationAudit audit,
        CancellationToken cancellationToken)
    {
        var sent = context.Request.Form;
        var form = new LogInForm(sent.Line("email"))
        {
            Next = LocalPath.Parse(sent["next"]),
            Kept = KeptForm.Carried(sent),
            Remembers = sent.IsTicked("remember"),
        };
        if (limits.Refuse(context) is { } wait)
        {
            audit.Denied(context, Problem.TooMany(wait));
            return (form with { Refusal = new Refusal.TooManyRequests(wait) }).Page();
        }

        var outcome = await login.LogIn(
            new(form.Email, sent["password"].ToString(), RememberDevice: form.Remembers), context, cancellationToken);
        if (!outcome.Succeeded)
        {
            return Refused(form, outcome.Refusal);
        }

        var opened = await sessions.Open(outcome.Value.SessionTicket, context, form.Remembers);
        return !opened.Succeeded ? Refused(form, opened.Refusal)
            : form.Kept is { } kept ? kept.Page()
            : new SeeOther(form.Next ?? "account");
    }

    // Who waits or was rejected is shown how their application stands: the right password has earned that.
    private static IResult Refused(LogInForm form, Refusal refusal) => refusal.Entry.Application?.Token is { } application
        ? new SeeOther($"application?token={application.Reveal()}")
        : (form with { Refusal = refusal }).Page();

    private static async Task<IResult> LogOut(HttpContext context, IGrainFactory grains)
    {
        await OwnSessions.Logout(context, grains);
        return new SeeOther("log-in");
    }
}

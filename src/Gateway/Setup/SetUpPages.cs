using Members.Accounts;
using Members.ApiKeys;
using Members.Clustering;
using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Pages;
using Members.Gateway.Sessions;
using Members.Outcomes;
using Members.Secrets;
using Members.Staff;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Setup;

/// <summary>
/// Makes the first owner in the browser. Whoever opens the page first must not become one, so it asks for an API key with all scopes,
/// which may give roles anyway. Each step does no harm twice: sent again, or after a crash, it goes on where it was.
/// </summary>
internal static class SetUpPages
{
    public const string Path = "/setup";

    public static void MapSetUp(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapOpenPages();
        var port = routes.ServiceProvider.GetRequiredService<IOptions<PagesOptions>>().Value.ConsolePort;
        if (port != 0)
        {
            group.RequireHost($"*:{port}");
        }

        group.MapGet(Path, Show);
        group.MapPost(Path, Submit);
    }

    private static async Task<IResult> Show(IGrainFactory grains) =>
        new SetUpForm { HasOwner = await grains.FindOwner() is not null }.Page();

    private static async Task<IResult> Submit(
        HttpContext context,
        IGrainFactory grains,
        TokenReader tokens,
        Callers callers,
        CallLimits limits,
        AuthorizationAudit audit,
        PasswordLogin login,
        BrowserSessions sessions,
        CancellationToken cancellationToken)
    {
        var sent = context.Request.Form;
        var form = new SetUpForm(sent.Line("email"));
        if (limits.Refuse(context) is { } wait)
        {
            audit.Denied(context, Problem.TooMany(wait));
            return (form with { Refusal = new Refusal.TooManyRequests(wait) }).Page();
        }

        if (await callers.FindKey(context, Credentials.FromText(sent.Line("key"), tokens)) is not { } key)
        {
            // Held back, when the network has tried too many.
            var refusal = audit.Denied(context, AccessRefusal.OfNobody(context));
            return refusal.StatusCode == StatusCodes.Status429TooManyRequests
                ? refusal
                : (form with { KeyFault = KeyFault.NotValid }).Page();
        }

        if (!key.Scopes.HasFlag(ScopeSet.All))
        {
            audit.Denied(context, AccessRefusal.Lacks(ScopeSet.All));
            return (form with { KeyFault = KeyFault.LacksScopes }).Page();
        }

        var reader = new RequestReader();
        var email = reader.Email(form.Email, "email");
        var password = reader.Password(sent["password"].ToString(), "password");
        var owner = await grains.FindOwner();
        if (owner is not null && (email is null || EmailAddress.Parse(owner.LoginEmail).Canonical != email.Canonical))
        {
            return (form with { HasOwner = true }).Page(StatusCodes.Status409Conflict);
        }

        if (!reader.Succeeded)
        {
            return (form with { Refusal = reader.Refusal }).Page();
        }

        Caller.OriginOf(context).Flow(); // the key's, from here on
        var made = await Make(email, password, context, grains, login, cancellationToken);
        var opened = made.Succeeded ? await sessions.Open(made.Value.SessionTicket, context, isKept: false) : made.Refusal;
        return opened.Succeeded ? new SeeOther("admin") : (form with { Refusal = opened.Refusal }).Page();
    }

    private static async Task<Outcome<LoggedIn>> Make(
        EmailAddress email,
        PlainPassword password,
        HttpContext context,
        IGrainFactory grains,
        PasswordLogin login,
        CancellationToken cancellationToken)
    {
        var members = grains.GetMembers();
        if (await members.FindId(email) is null)
        {
            var command = new CreateMember(email, ContactInfo.Empty, ProfilePrivacy.Private) { Password = password };
            var created = await members.Of(MemberId.New()).Create(command);
            if (!created.Succeeded && created.Refusal is not Refusal.EmailTaken)
            {
                return created.Refusal;
            }
        }

        // Whoever was a member before shows it by the password.
        var loggedIn = await login.LogIn(new(email.Typed, context.Request.Form["password"].ToString()), context, cancellationToken);
        if (!loggedIn.Succeeded)
        {
            return loggedIn;
        }

        var id = loggedIn.Value.Member.Id;
        var assigned = await grains.Staff().Assign(id, (await grains.Staff().Roster()).RolesOf(id) | StaffRoles.Owner);
        return assigned.Succeeded ? loggedIn : assigned.Refusal;
    }
}

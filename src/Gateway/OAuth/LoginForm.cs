using Members.Accounts;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Edge;
using Members.Gateway.Errors;
using Members.Gateway.Pages;
using Members.Gateway.Sessions;
using Members.Outcomes;

namespace Members.Gateway.OAuth;

/// <summary>
/// <c>POST /oauth2/authorize</c>: the form of the login page. Logging in opens a session of the browser, which is then given a code.
/// </summary>
internal static class LoginForm
{
    public static async Task<IResult> Handle(
        HttpContext context,
        IGrainFactory grains,
        BrowserSessions sessions,
        PublicAddress address,
        PasswordLogin login,
        CallLimits visitors,
        FormOrigin forms,
        AuthorizationAudit audit,
        UniformAnswer uniform,
        CancellationToken cancellationToken)
    {
        context.Request.RequireForm();

        // A page of another origin could log visitors in to an account of its choice, or guess passwords from their addresses.
        if (forms.IsForeign(context.Request))
        {
            audit.Denied(context, Problem.Of(ApiError.PermissionDenied, "This form was sent by a page of another origin."));
            return Notice.Of<OAuthTexts>(403, "ForeignFormTitle", "ForeignForm");
        }

        var form = await context.Request.ReadRequiredForm(cancellationToken);
        var (request, refused) = await AuthorizationRequest.Check(AuthorizeParameters.Read(form), grains);
        if (request is null || request.IsWebMessage)
        {
            return Notice.Of<OAuthTexts>(400, "DeadFormTitle", refused ?? "NoForm");
        }

        var issuer = address.Of(context.Request);
        if (request.Fault is { } fault)
        {
            return AuthorizationAnswer.Error(request, issuer, fault);
        }

        var email = form["email"].ToString();
        if (visitors.Refuse(context) is { } wait)
        {
            audit.Denied(context, Problem.TooMany(wait));
            return new LoginPage(request, email, new Refusal.TooManyRequests(wait));
        }

        if (form["action"] == "mail")
        {
            var mail = new SendSetPasswordEmailRequest(email);
            var sent = await SendSetPasswordEmailEndpoint.Execute(mail, grains, uniform, cancellationToken);
            return sent.Succeeded
                ? new LoginPage(request, email) { HasMailed = true }
                : new LoginPage(request, email, sent.Refusal);
        }

        var outcome = await login.LogIn(new(email, form["password"].ToString()), context, cancellationToken);
        return outcome.Succeeded
            ? await LoggedIn(request, outcome.Value, context, grains, sessions, issuer)
            : new LoginPage(request, email, outcome.Refusal);
    }

    private static async Task<IResult> LoggedIn(
        AuthorizationRequest request, LoggedIn done, HttpContext context, IGrainFactory grains, BrowserSessions sessions, string issuer)
    {
        var opened = await sessions.Open(done.SessionTicket, context);
        if (!opened.Succeeded)
        {
            return new LoginPage(request, done.Member.LoginEmail, opened.Refusal);
        }

        var code = await AuthorizePage.Authorize(request, opened.Value.Token, grains);
        return code.Succeeded
            ? AuthorizationAnswer.Code(request, context, issuer, code.Value)
            : new LoginPage(request, done.Member.LoginEmail, code.Refusal);
    }
}

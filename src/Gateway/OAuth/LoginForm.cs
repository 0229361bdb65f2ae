using Members.Accounts;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Pages;
using Members.Gateway.Sessions;
using Members.Outcomes;

namespace Members.Gateway.OAuth;

/// <summary><c>POST /oauth2/authorize</c>: the login page's form. A login here opens a session of the browser, and a code is made by it.</summary>
internal static class LoginForm
{
    public static async Task<IResult> Handle(
        HttpContext context, IGrainFactory grains, PublicAddress address, PasswordCheck passwords, VisitorLimiter visitors, Denials denials, UniformAnswer uniform, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType)
        {
            throw new BadHttpRequestException("A form is needed.", StatusCodes.Status415UnsupportedMediaType);
        }

        // A page of another origin would log somebody in as whom it likes, or guess passwords by the hands of its visitors.
        if (SessionCookie.IsForged(context.Request))
        {
            denials.Note(context, Problem.Of(ApiError.PermissionDenied, "This form was sent by a page of another origin."));
            return new Notice(403, "This form was not ours", "It was sent by a page of another site. Go back to the app and log in from there.");
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (request, refused) = await AuthorizationRequest.Check(AuthorizeParameters.Read(form), grains);
        if (request is null || request.IsWebMessage)
        {
            return new Notice(400, "This form does not work", refused ?? "This app cannot be answered from a form.");
        }

        var issuer = address.Of(context.Request);
        if (request.Fault is { } fault)
        {
            return AuthorizationAnswer.Error(request, context, issuer, fault);
        }

        var email = form["email"].ToString();
        if (visitors.Refuse(context) is { } wait)
        {
            denials.Note(context, Problem.TooMany(wait));
            return Shown(request, new Refusal.TooManyRequests(wait), email);
        }

        if (form["action"] == "mail")
        {
            var sent = await SendSetPassword.Carry(new SendSetPasswordEmailRequest(email), grains, uniform, cancellationToken);
            return sent.Succeeded ? new LoginPage(request, "If a member has this address, a link is on its way to it.", email: email) : Shown(request, sent.Refusal, email);
        }

        var outcome = await passwords.Try(new(email, form["password"].ToString()), context, cancellationToken);
        return outcome.Succeeded ? await LoggedIn(request, outcome.Value, context, grains, issuer) : Shown(request, outcome.Refusal, email);
    }

    private static async Task<IResult> LoggedIn(AuthorizationRequest request, LoggedIn done, HttpContext context, IGrainFactory grains, string issuer)
    {
        var opened = await grains.GetGrain<IMemberGrain>(done.Member.Id).OpenSession(done.SessionTicket, Origins.Of(context));
        if (!opened.Succeeded)
        {
            return Shown(request, opened.Refusal, done.Member.LoginEmail);
        }

        // The one whose place it takes may be another's, who used this browser before (ASVS 5.0, 7.2.4).
        if (SessionCookie.TryRead(context.Request, out var former))
        {
            await LogoutPage.EndSession(former, grains);
        }

        SessionCookie.Set(context.Response, opened.Value);
        var code = await AuthorizePage.Authorize(request, opened.Value.Token, grains);
        return code.Succeeded ? AuthorizationAnswer.Code(request, context, issuer, code.Value) : Shown(request, code.Refusal, done.Member.LoginEmail);
    }

    private static LoginPage Shown(AuthorizationRequest request, Refusal refusal, string email)
    {
        var (entry, reply) = (refusal.Entry, refusal.Entry.LoginPage);
        return new(request, reply.Message, reply.Status, email, entry.RetryAfter);
    }
}

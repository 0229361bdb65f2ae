using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Gateway.OAuth;

/// <summary>
/// <c>GET /oauth2/authorize</c>: returns a code at once if the browser has a session here or brings a code of a redirect session, and
/// shows the login page otherwise.
/// </summary>
internal static class AuthorizePage
{
    public static async Task<IResult> Handle(
        HttpContext context, IGrainFactory grains, TokenReader tokens, PublicAddress address, CallLimits limiter)
    {
        var (request, refused) = await AuthorizationRequest.Check(AuthorizeParameters.Read(context.Request.Query), grains);
        if (request is null)
        {
            return Notice.Of<OAuthTexts>(400, "DeadLinkTitle", refused!);
        }

        var issuer = address.Of(context.Request);
        if (request.Fault is { } fault)
        {
            return AuthorizationAnswer.Error(request, issuer, fault);
        }

        // Refused now, because the Wix client would wait two minutes for a message that its page may not receive.
        if (request.IsWebMessage && AuthorizationAnswer.WaitingOrigin(request, context) is { } origin && !request.Origins.Contains(origin))
        {
            return AuthorizationAnswer.Error(request, issuer, AuthorizationFault.ForeignOrigin);
        }

        if ((CodeOfRedirectSession(request, tokens) ?? await CodeBySession(request, context, grains, tokens, limiter)) is { } code)
        {
            return AuthorizationAnswer.Code(request, context, issuer, code);
        }

        return request.IsWebMessage || request.Parameters.Prompt == "none"
            ? AuthorizationAnswer.Error(request, issuer, AuthorizationFault.LoginRequired)
            : new LoginPage(request);
    }

    /// <summary>Asks the member's grain for a code.</summary>
    public static Task<Outcome<OpaqueToken>> Authorize(AuthorizationRequest request, OpaqueToken proof, IGrainFactory grains)
    {
        var command = new Authorize(proof, request.Client.Id, request.Parameters.RedirectUri, request.Parameters.CodeChallenge!);
        return grains.GetGrain<IMemberTokensGrain>(proof.Owner).Authorize(command);
    }

    // It may be in an address because it is bound to its challenge: it is worthless without the verifier.
    private static OpaqueToken? CodeOfRedirectSession(AuthorizationRequest request, TokenReader tokens) =>
        tokens.TryRead(TokenPurpose.AuthorizationCode, request.Parameters.Code, out var code) ? code : null;

    private static async Task<OpaqueToken?> CodeBySession(
        AuthorizationRequest request, HttpContext context, IGrainFactory grains, TokenReader tokens, CallLimits limiter)
    {
        // Without a login only for clients that the browser can identify: any app on a device can claim a custom scheme or a port of
        // the machine (RFC 8252, 8.6).
        if (request.Parameters.Prompt == "login"
            || !(request.IsWebMessage || request.Parameters.RedirectUri?.StartsWith("https://", StringComparison.Ordinal) == true)
            || !SessionCookie.TryRead(context.Request, out var cookie)
            || !tokens.TryRead(TokenPurpose.Session, cookie, out var session)
            || limiter.RefuseMember(context, session.Owner) is not null) // each code is a commit; the login page is not
        {
            return null;
        }

        var outcome = await Authorize(request, session, grains);
        return outcome.Value;
    }
}

using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Gateway.OAuth;

/// <summary>
/// <c>GET /oauth2/authorize</c>: answers a client at once when the browser has a session here or brings a code that was made
/// for it, and shows the login page otherwise.
/// </summary>
internal static class AuthorizePage
{
    private static readonly AuthorizationFault LoginRequired = new("login_required", "Nobody is logged in here.");
    private static readonly AuthorizationFault ForeignOrigin = new("access_denied", "The page's origin is not one of the client's.");

    public static async Task<IResult> Handle(HttpContext context, IGrainFactory grains, PublicAddress address)
    {
        var (request, refused) = await AuthorizationRequest.Check(AuthorizeParameters.Read(context.Request.Query), grains);
        if (request is null)
        {
            return new Notice(400, "This link does not work", refused!);
        }

        var issuer = address.Of(context.Request);
        if (request.Fault is { } fault)
        {
            return AuthorizationAnswer.Error(request, context, issuer, fault);
        }

        // At once: the Wix client would wait for two minutes for a message that its page may not have.
        if (request.IsWebMessage && AuthorizationAnswer.WaitingOrigin(request, context) is { } origin && !request.Origins.Contains(origin))
        {
            return AuthorizationAnswer.Error(request, context, issuer, ForeignOrigin);
        }

        // The code of a redirect session: bound to its challenge, so that it is worth nothing to whoever else reads the address.
        if (OpaqueToken.TryParse(TokenPurpose.AuthorizationCode, request.Sent.Code, out var code) || await ByCookie(request, context, grains) is { } made && (code = made) is not null)
        {
            return AuthorizationAnswer.Code(request, context, issuer, code);
        }

        return request.IsWebMessage || request.Sent.Prompt == "none"
            ? AuthorizationAnswer.Error(request, context, issuer, LoginRequired)
            : new LoginPage(request);
    }

    private static async Task<OpaqueToken?> ByCookie(AuthorizationRequest request, HttpContext context, IGrainFactory grains)
    {
        // Without asking, only to whom a browser can tell from others: any app on a device can stand at its own scheme or at a
        // port of the machine (RFC 8252, 8.6).
        if (request.Sent.Prompt == "login"
            || !(request.IsWebMessage || request.Sent.RedirectUri?.StartsWith("https://", StringComparison.Ordinal) == true)
            || !SessionCookie.TryRead(context.Request, out var cookie)
            || !OpaqueToken.TryParse(TokenPurpose.Session, cookie, out var session))
        {
            return null;
        }

        var outcome = await Authorize(request, session, grains);
        return outcome.Value;
    }

    /// <summary>Asks the member's grain for a code.</summary>
    public static Task<Outcome<OpaqueToken>> Authorize(AuthorizationRequest request, OpaqueToken proof, IGrainFactory grains) =>
        grains.GetGrain<IMemberTokensGrain>(proof.Owner).Authorize(new Authorize(proof, request.Client.Id, request.Sent.RedirectUri, request.Sent.CodeChallenge!));
}

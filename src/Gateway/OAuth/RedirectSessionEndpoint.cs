using Members.Accounts;
using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>The body of a redirect session: what the page is opened for.</summary>
internal sealed record RedirectSessionRequest(RedirectAuth? Auth, RedirectLogout? Logout, RedirectCallbacks? Callbacks);

/// <summary>To log in.</summary>
internal sealed record RedirectAuth(RedirectAuthRequest? AuthRequest, string? Prompt);

/// <summary>An authorization request; with a session ticket nobody has to log in.</summary>
internal sealed record RedirectAuthRequest(
    string? ClientId,
    string? RedirectUri,
    string? ResponseType,
    string? ResponseMode,
    string? CodeChallenge,
    string? CodeChallengeMethod,
    string? State,
    string? SessionToken);

/// <summary>To log out.</summary>
internal sealed record RedirectLogout(string? ClientId);

/// <summary>Where to go afterwards.</summary>
internal sealed record RedirectCallbacks(string? PostFlowUrl);

/// <summary>The response: a page to open.</summary>
internal sealed record RedirectSessionAnswer(RedirectSessionBody RedirectSession);

/// <summary>A page to open.</summary>
internal sealed record RedirectSessionBody(Guid Id, string FullUrl, RedirectUrlDetails UrlDetails);

/// <summary>The page's address in parts.</summary>
internal sealed record RedirectUrlDetails(string Endpoint, IReadOnlyDictionary<string, string> SearchParams);

/// <summary>
/// Tells a Wix client which page to open. A session ticket is exchanged for a code right here, so that no ticket is ever part of an
/// address; the code is worthless without the verifier, which the client keeps.
/// </summary>
internal static class RedirectSessionEndpoint
{
    public static async Task<Results<Ok<RedirectSessionAnswer>, Problem>> Handle(
        RedirectSessionRequest request, HttpContext context, IGrainFactory grains, TokenReader tokens, PublicAddress address)
    {
        return request switch
        {
            { Auth.AuthRequest: not null, Logout: null } when !IsIdentified(context) => AccessRefusal.OfNobody(context),
            { Auth.AuthRequest: { } auth, Logout: null } => await LogIn(auth, request.Auth.Prompt, context, grains, tokens, address),
            { Logout: { } logout, Auth: null } => await LogOut(logout, request.Callbacks?.PostFlowUrl, context, grains, address),
            _ => Invalid("auth", "EXACTLY_ONE", "Give auth.authRequest or logout."),
        };
    }

    // Logging out needs nobody: an app whose token has died must still learn where to go.
    private static bool IsIdentified(HttpContext context) => Caller.Of(context) switch
    {
        Caller.Key key => key.Scopes.HasFlag(Scopes.MembersAuthenticate),
        Caller.Visitor visitor => visitor.Visit is not null,
        _ => true,
    };

    private static async Task<Results<Ok<RedirectSessionAnswer>, Problem>> LogIn(
        RedirectAuthRequest auth, string? prompt, HttpContext context, IGrainFactory grains, TokenReader tokens, PublicAddress address)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var sent = new AuthorizeParameters(
            auth.ClientId,
            Present(auth.RedirectUri),
            auth.ResponseType,
            auth.ResponseMode,
            auth.CodeChallenge,
            auth.CodeChallengeMethod,
            auth.State,
            Present(prompt),
            Present(origin));
        var (request, refused) = await AuthorizationRequest.Check(sent, grains);
        if (request is null)
        {
            return Invalid("auth.authRequest", "UNKNOWN_CLIENT", refused!);
        }

        if (request.Fault is { } fault)
        {
            return Invalid("auth.authRequest", "INVALID", fault.Description);
        }

        if (Present(auth.SessionToken) is { } text)
        {
            if (!tokens.TryRead(TokenPurpose.SessionTicket, text, out var ticket))
            {
                return Problem.From(new Refusal.TokenInvalid(TokenFate.Unknown));
            }

            var code = await AuthorizePage.Authorize(request, ticket, grains);
            if (!code.Succeeded)
            {
                return Problem.From(code.Refusal);
            }

            sent = sent with { Code = code.Value.Reveal() };
        }

        return Answer(address.Of(context.Request) + OAuthPaths.Authorize, sent.Present());
    }

    private static async Task<Results<Ok<RedirectSessionAnswer>, Problem>> LogOut(
        RedirectLogout logout, string? next, HttpContext context, IGrainFactory grains, PublicAddress address)
    {
        if (Present(next) is not null && await LogoutPage.Target(logout.ClientId ?? "", next!, null, grains) is null)
        {
            return Invalid(
                "callbacks.postFlowUrl", "NOT_REGISTERED", "The postFlowUrl must be one of the client's postLogoutRedirectUris.");
        }

        // Ended here and not when the page is opened: the app drops its tokens, and nobody else could end the session then.
        if (Caller.Of(context) is Caller.Member { Session: var session })
        {
            await grains.GetMembers().Of(session.Member.Id).EndSession(session.Id);
        }

        (string Name, string? Value)[] sent = [("client_id", Present(logout.ClientId)), ("post_logout_redirect_uri", Present(next))];
        var parameters = sent.Where(p => p.Value is not null).Select(p => (p.Name, p.Value!));
        return Answer(address.Of(context.Request) + OAuthPaths.Logout, parameters);
    }

    private static Ok<RedirectSessionAnswer> Answer(string endpoint, IEnumerable<(string Name, string Value)> sent)
    {
        var parameters = sent.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        var query = string.Join('&', parameters.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
        var url = query.Length == 0 ? endpoint : $"{endpoint}?{query}";
        return TypedResults.Ok(new RedirectSessionAnswer(new RedirectSessionBody(MemberId.New(), url, new(endpoint, parameters))));
    }

    private static Problem Invalid(string field, string rule, string description) =>
        Problem.Invalid(new Violation(field, rule, description));

    private static string? Present(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

using Members.Accounts;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>The body of a redirect session: what the page is wanted for.</summary>
internal sealed record RedirectSessionRequest(RedirectAuth? Auth, RedirectLogout? Logout, RedirectCallbacks? Callbacks);

/// <summary>To log in.</summary>
internal sealed record RedirectAuth(RedirectAuthRequest? AuthRequest, string? Prompt);

/// <summary>An authorization request; with a session ticket nobody has to log in any more.</summary>
internal sealed record RedirectAuthRequest(
    string? ClientId, string? RedirectUri, string? ResponseType, string? ResponseMode, string? CodeChallenge, string? CodeChallengeMethod, string? State, string? SessionToken);

/// <summary>To log out.</summary>
internal sealed record RedirectLogout(string? ClientId);

/// <summary>Where to go afterwards.</summary>
internal sealed record RedirectCallbacks(string? PostFlowUrl);

/// <summary>The answer: a page to open.</summary>
internal sealed record RedirectSessionAnswer(RedirectSessionBody RedirectSession);

/// <summary>A page to open.</summary>
internal sealed record RedirectSessionBody(Guid Id, string FullUrl, RedirectUrlDetails UrlDetails);

/// <summary>The page's address in parts.</summary>
internal sealed record RedirectUrlDetails(string Endpoint, IReadOnlyDictionary<string, string> SearchParams);

/// <summary>
/// Tells a Wix client which page to open. A session ticket that it sends is turned into a code here and now, so that no ticket is
/// ever in an address; the code is worth nothing without the verifier, which the client has kept.
/// </summary>
internal static class RedirectSession
{
    public static Task<Results<Ok<RedirectSessionAnswer>, Problem>> Handle(RedirectSessionRequest request, HttpContext context, IGrainFactory grains, PublicAddress address) => request switch
    {
        { Auth.AuthRequest: { } auth, Logout: null } => LogIn(auth, request.Auth.Prompt, context, grains, address),
        { Logout: { } logout, Auth: null } => LogOut(logout, request.Callbacks?.PostFlowUrl, context, grains, address),
        _ => Task.FromResult<Results<Ok<RedirectSessionAnswer>, Problem>>(Invalid("auth", "EXACTLY_ONE", "Give auth.authRequest or logout.")),
    };

    private static async Task<Results<Ok<RedirectSessionAnswer>, Problem>> LogIn(RedirectAuthRequest auth, string? prompt, HttpContext context, IGrainFactory grains, PublicAddress address)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var (request, refused) = await AuthorizationRequest.Check(
            new AuthorizeParameters(
                auth.ClientId, Present(auth.RedirectUri), auth.ResponseType, auth.ResponseMode, auth.CodeChallenge, auth.CodeChallengeMethod, auth.State, Present(prompt), Present(origin)),
            grains);
        if (request?.Fault is { } fault)
        {
            return Invalid("auth.authRequest", "INVALID", fault.Description);
        }

        if (request is null)
        {
            return Invalid("auth.authRequest", "UNKNOWN_CLIENT", refused!);
        }

        var sent = request.Sent;
        if (Present(auth.SessionToken) is { } text)
        {
            if (!OpaqueToken.TryParse(TokenPurpose.SessionTicket, text, out var ticket))
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

    private static async Task<Results<Ok<RedirectSessionAnswer>, Problem>> LogOut(RedirectLogout logout, string? next, HttpContext context, IGrainFactory grains, PublicAddress address)
    {
        if (Present(next) is not null && await LogoutPage.Target(logout.ClientId ?? "", next!, null, grains) is null)
        {
            return Invalid("callbacks.postFlowUrl", "NOT_REGISTERED", "The postFlowUrl must be one of the client's postLogoutRedirectUris.");
        }

        // Now, not when the page is opened: the app forgets its tokens, and nobody else could end them then.
        if (Caller.Of(context) is Caller.Member { Session: var session })
        {
            await grains.GetGrain<IMemberGrain>(session.Member.Id).EndSession(session.Id);
        }

        (string, string?)[] sent = [("client_id", Present(logout.ClientId)), ("post_logout_redirect_uri", Present(next))];
        return Answer(address.Of(context.Request) + OAuthPaths.Logout, sent.Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!)));
    }

    private static Ok<RedirectSessionAnswer> Answer(string endpoint, IEnumerable<(string Name, string Value)> sent)
    {
        var parameters = sent.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        var query = string.Join('&', parameters.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
        return TypedResults.Ok(new RedirectSessionAnswer(new RedirectSessionBody(MemberId.New(), query.Length == 0 ? endpoint : $"{endpoint}?{query}", new(endpoint, parameters))));
    }

    private static Problem Invalid(string field, string rule, string description) => Problem.Invalid(new Violation(field, rule, description));

    private static string? Present(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Members.Gateway.Access;

/// <summary>
/// Authenticates one kind of credential. What is not presented costs nothing. Refusals are written by <see cref="AccessResults"/>, which
/// knows the route: a scheme alone cannot say what a caller lacks.
/// </summary>
internal abstract class CredentialHandler(TokenReader tokens) : IAuthenticationHandler
{
    private string _scheme = "";

    protected HttpContext Context { get; private set; } = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        (_scheme, Context) = (scheme.Name, context);
        return Task.CompletedTask;
    }

    public async Task<AuthenticateResult> AuthenticateAsync() => await Find(Credentials.Of(Context, tokens)) is { } caller
        ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new CallerIdentity(caller, _scheme)), _scheme))
        : AuthenticateResult.NoResult();

    public Task ChallengeAsync(AuthenticationProperties? properties) => Task.CompletedTask;

    public Task ForbidAsync(AuthenticationProperties? properties) => Task.CompletedTask;

    /// <summary>Who presented a credential of this kind; null when nobody did, or it is not good.</summary>
    protected abstract ValueTask<Caller?> Find(Credentials presented);
}

/// <summary>A member's session token, or an OAuth client's access token.</summary>
internal sealed class SessionHandler(TokenReader tokens, Callers callers) : CredentialHandler(tokens)
{
    protected override async ValueTask<Caller?> Find(Credentials presented) =>
        presented.ByCookie ? null : await callers.FindMember(Context, presented);
}

/// <summary>The session cookie. One whose session has ended is cleared.</summary>
internal sealed class CookieHandler(TokenReader tokens, Callers callers) : CredentialHandler(tokens)
{
    protected override async ValueTask<Caller?> Find(Credentials presented)
    {
        if (!presented.ByCookie)
        {
            return null;
        }

        var member = await callers.FindMember(Context, presented);
        if (member is null)
        {
            SessionCookie.Clear(Context.Response);
        }

        return member;
    }
}

/// <summary>An API key, or a token that stands for one.</summary>
internal sealed class ApiKeyHandler(TokenReader tokens, Callers callers) : CredentialHandler(tokens)
{
    protected override async ValueTask<Caller?> Find(Credentials presented) => await callers.FindKey(Context, presented);
}

/// <summary>An OAuth client's visitor token.</summary>
internal sealed class VisitorHandler(TokenReader tokens, Callers callers) : CredentialHandler(tokens)
{
    protected override async ValueTask<Caller?> Find(Credentials presented) => await callers.FindVisitor(Context, presented);
}

using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Json;
using Members.Gateway.Login;
using Members.Gateway.Pages;
using Members.Secrets;

namespace Members.Gateway.OAuth;

/// <summary>
/// <c>GET /oauth2/logout</c>: ends the browser's session and redirects to the app, at an address that the client has registered.
/// </summary>
internal static class LogoutPage
{
    public static async Task<IResult> Handle(HttpContext context, IGrainFactory grains, TokenReader tokens, LogInLink logIn)
    {
        await EndSession(context, grains, tokens);
        var query = context.Request.Query;
        var (client, uri, state) = (query["client_id"].ToString(), query["post_logout_redirect_uri"].ToString(), query["state"].ToString());
        return await Target(client, uri, state, grains) is { } target
            ? Results.Redirect(target)
            : Notice.Of<OAuthTexts>(200, "LoggedOutTitle", "LoggedOut", await logIn.Read());
    }

    /// <summary>Ends the session in the browser's cookie, and clears the cookie.</summary>
    public static async Task EndSession(HttpContext context, IGrainFactory grains, TokenReader tokens)
    {
        if (!SessionCookie.TryRead(context.Request, out var cookie))
        {
            return;
        }

        SessionCookie.Clear(context.Response);
        await EndSession(cookie, grains, tokens);
    }

    public static async Task EndSession(string cookie, IGrainFactory grains, TokenReader tokens)
    {
        if (!tokens.TryRead(TokenPurpose.Session, cookie, out var token))
        {
            return;
        }

        var member = grains.GetMembers().Of(token.Owner);
        if (await member.CheckSession(token) is { } session)
        {
            await member.EndSession(session.Id);
        }
    }

    /// <summary>The address to redirect to; null when the client has not registered it.</summary>
    public static async Task<string?> Target(string clientId, string uri, string? state, IGrainFactory grains)
    {
        if (!Ids.TryParse(clientId, out var id)
            || await grains.OAuthClients().Find(id) is not { } client
            || !client.PostLogoutRedirectUris.Contains(uri, StringComparer.Ordinal)
            || !Uri.TryCreate(uri, UriKind.Absolute, out _))
        {
            return null;
        }

        var separator = uri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return string.IsNullOrEmpty(state) ? uri : $"{uri}{separator}state={Uri.EscapeDataString(state)}";
    }
}

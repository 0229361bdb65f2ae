using Members.Accounts;
using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Json;
using Members.Gateway.Pages;
using Members.OAuth;
using Members.Secrets;

namespace Members.Gateway.OAuth;

/// <summary>
/// <c>GET /oauth2/logout</c>: ends the browser's session and sends it back to the app, at an address that the app has registered
/// and nowhere else.
/// </summary>
internal static class LogoutPage
{
    public static async Task<IResult> Handle(HttpContext context, IGrainFactory grains)
    {
        await EndSession(context, grains);
        var query = context.Request.Query;
        return await Target(query["client_id"].ToString(), query["post_logout_redirect_uri"].ToString(), query["state"].ToString(), grains) is { } target
            ? Results.Redirect(target)
            : new Notice(200, "You are logged out", "You can close this page.");
    }

    /// <summary>Ends the session that the browser's cookie holds, and takes the cookie away.</summary>
    public static async Task EndSession(HttpContext context, IGrainFactory grains)
    {
        if (!SessionCookie.TryRead(context.Request, out var cookie))
        {
            return;
        }

        SessionCookie.Clear(context.Response);
        await EndSession(cookie, grains);
    }

    /// <summary>Ends the session of a cookie's value.</summary>
    public static async Task EndSession(string cookie, IGrainFactory grains)
    {
        if (OpaqueToken.TryParse(TokenPurpose.Session, cookie, out var token) && await grains.GetGrain<IMemberGrain>(token.Owner).CheckSession(token) is { } session)
        {
            await grains.GetGrain<IMemberGrain>(token.Owner).EndSession(session.Id);
        }
    }

    /// <summary>Where to go then; null when the client has not registered that address.</summary>
    public static async Task<string?> Target(string clientId, string uri, string? state, IGrainFactory grains)
    {
        if (!Ids.TryParse(clientId, out var id)
            || await grains.GetGrain<IOAuthClientsGrain>(LoginKey.DefaultSite).Find(id) is not { } client
            || !client.PostLogoutRedirectUris.Contains(uri, StringComparer.Ordinal)
            || !Uri.TryCreate(uri, UriKind.Absolute, out _))
        {
            return null;
        }

        return string.IsNullOrEmpty(state) ? uri : $"{uri}{(uri.Contains('?', StringComparison.Ordinal) ? '&' : '?')}state={Uri.EscapeDataString(state)}";
    }
}

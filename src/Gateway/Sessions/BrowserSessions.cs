using Members.Gateway.Access;
using Members.Gateway.OAuth;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;

namespace Members.Gateway.Sessions;

/// <summary>Opens the session of a browser, in the place of the one that it had.</summary>
internal sealed class BrowserSessions(IGrainFactory grains, TokenReader tokens)
{
    /// <summary>Turns a ticket into a session of the browser.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="context">The request.</param>
    /// <param name="isKept">Whether it lasts beyond the browser's end.</param>
    public async Task<Outcome<OpenedSession>> Open(OpaqueToken ticket, HttpContext context, bool isKept = true)
    {
        var opened = await grains.GetMembers().OpenSession(ticket, SessionOrigins.Of(context));
        if (!opened.Succeeded)
        {
            return opened;
        }

        // The session that is replaced may be somebody else's, who used this browser before (ASVS 5.0, 7.2.4).
        if (SessionCookie.TryRead(context.Request, out var former))
        {
            await LogoutPage.EndSession(former, grains, tokens);
        }

        SessionCookie.Set(context.Response, opened.Value, isKept);
        context.Features.Set(new BrowserSession(opened.Value));
        return opened;
    }
}

/// <summary>The session that this request has opened. Its cookie counts from the next request on.</summary>
internal sealed record BrowserSession(OpenedSession Opened);

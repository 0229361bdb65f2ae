using Members.Gateway.Access;
using Members.Gateway.Json;
using Members.Gateway.OAuth;

namespace Members.Gateway.Wix;

/// <summary><c>logout</c>: ends the session of the token or of the cookie, and redirects to a registered address only.</summary>
internal static class IamLogoutEndpoint
{
    public static async Task<IResult> Handle(HttpContext context, IGrainFactory grains, TokenReader tokens, Callers callers)
    {
        var presented = Credentials.Of(context, tokens);
        if (presented.ByCookie)
        {
            await LogoutPage.EndSession(context, grains, tokens);
        }
        else if (await callers.FindMember(context, presented) is { Session: var session })
        {
            await grains.GetMembers().Of(session.Member.Id).EndSession(session.Id);
        }

        var query = context.Request.Query;
        return await LogoutPage.Target(query["clientId"].ToString(), query["postLogoutRedirectUri"].ToString(), null, grains) is { } target
            ? Results.Redirect(target)
            : TypedResults.Ok(EmptyAnswer.Instance);
    }
}

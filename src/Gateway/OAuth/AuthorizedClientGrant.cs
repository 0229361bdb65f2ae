using Members.ApiKeys;
using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Gateway.Sessions;
using Members.OAuth;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>
/// <c>authorized_client</c>: a site's own server names the member and authenticates with an API key. The client is that of the token
/// beside the key (<c>token,apiKey</c>), or it is named.
/// </summary>
internal static class AuthorizedClientGrant
{
    public static async Task<Results<Ok<TokenAnswer>, Problem>> Handle(
        OAuthParameters sent, HttpContext context, IGrainFactory grains, TokenReader tokens, Callers callers, AuthorizationAudit audit)
    {
        var presented = Credentials.Of(context, tokens);
        var member = await callers.FindMember(context, presented);
        var visitor = await callers.FindVisitor(context, presented);
        var key = await callers.FindKey(context, presented);
        if (key is null || !key.Scopes.HasFlag(Scopes.MembersAuthenticate))
        {
            return audit.Denied(context, OAuthProblems.UnknownClient);
        }

        var presentedClient = visitor?.Visit?.Client ?? member?.Session.OAuthClient;
        Guid? named = Ids.TryParse(sent["client_id"], out var id) ? id : null;
        if ((presentedClient ?? named) is not { } wanted
            || (named ?? wanted) != wanted
            || await grains.OAuthClients().Find(wanted) is not { } client)
        {
            return OAuthProblems.UnknownClient;
        }

        if (!Ids.TryParse(sent["member_id"], out var memberId))
        {
            return OAuthProblems.Missing("member_id");
        }

        OpaqueToken? ticket = null;
        if (sent["session_token"] is { } text
            && (!tokens.TryRead(TokenPurpose.SessionTicket, text, out ticket) || ticket.Owner != memberId))
        {
            return OAuthProblems.BadGrant;
        }

        Caller.OriginOf(context).Flow();
        var command = new OpenFor(client.Id, ticket, SessionOrigins.Of(context));
        return TokenAnswer.Of(await grains.GetGrain<IMemberTokensGrain>(memberId).OpenFor(command));
    }
}

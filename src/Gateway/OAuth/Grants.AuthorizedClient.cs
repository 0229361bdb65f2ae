using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Gateway.Sessions;
using Members.OAuth;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenForCommand = Members.OAuth.OpenFor;

namespace Members.Gateway.OAuth;

/// <content>
/// <c>authorized_client</c>: a site's own server, which shows an API key, says who the member is. Which client it is for is in the
/// token beside the key (<c>token,apiKey</c>), or named.
/// </content>
internal sealed partial class Grants
{
    /// <summary>Opens a session of a member for a client.</summary>
    public async Task<Results<Ok<TokenAnswer>, Problem>> OpenFor(Parameters sent, HttpContext context)
    {
        var presented = Credentials.Of(context.Request);
        var member = await callers.FindMember(context, presented);
        var visitor = await callers.FindVisitor(context, presented);
        var key = await callers.FindKey(context, presented);
        if (key is null || !key.Scopes.HasFlag(Scopes.MembersAuthenticate))
        {
            return denials.Note(context, OAuthProblems.UnknownClient);
        }

        var shown = visitor?.Visit?.Client ?? member?.Session.OAuthClient;
        Guid? named = Ids.TryParse(sent["client_id"], out var id) ? id : null;
        if ((shown ?? named) is not { } wanted || (named ?? wanted) != wanted || await Clients.Find(wanted) is not { } client)
        {
            return OAuthProblems.UnknownClient;
        }

        if (!Ids.TryParse(sent["member_id"], out var memberId))
        {
            return OAuthProblems.Missing("member_id");
        }

        OpaqueToken? ticket = null;
        if (sent["session_token"] is { } text && (!OpaqueToken.TryParse(TokenPurpose.SessionTicket, text, out ticket) || ticket.Owner != memberId))
        {
            return OAuthProblems.BadGrant;
        }

        Caller.OriginOf(context).Flow();
        return Answer(await grains.GetGrain<IMemberTokensGrain>(memberId).OpenFor(new OpenForCommand(client.Id, ticket, Origins.Of(context))));
    }
}

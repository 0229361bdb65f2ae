using Members.ApiKeys;
using Members.Clustering;
using Members.Gateway.Errors;
using Members.Gateway.Leases;
using Members.Secrets;
using Members.Sessions;

namespace Members.Gateway.Access;

/// <summary>Asks the grains whose credentials a request presents.</summary>
internal sealed class Callers(
    IGrainFactory grains,
    ISessionChecks sessions,
    TokenReader tokens,
    FailedCredentials failed,
    SessionCheckMetrics metrics,
    OperatorAccess operators)
{
    /// <summary>What a request presents.</summary>
    public Credentials Presented(HttpContext context) => Credentials.Of(context, tokens);

    /// <summary>The API key, presented itself or by a token that stands for it; null when there is no valid one.</summary>
    public async ValueTask<Caller.Key?> FindKey(HttpContext context, Credentials presented)
    {
        if ((presented.Key is null && presented.KeyToken is null) || IsHeldBack(context, presented))
        {
            return null;
        }

        if (operators.Find(presented.Key) is { } itself)
        {
            return Recognized(context, itself);
        }

        Caller.OriginOf(context).Flow();
        var (id, scopes) = presented switch
        {
            { Key: { } key } => (key.KeyId, await grains.GetGrain<IApiKeyGrain>(key.KeyId).Check(key)),
            { KeyToken: { } token } => (token.Owner, await grains.GetGrain<IApiKeyGrain>(token.Owner).CheckToken(token)),
            _ => default,
        };
        if (scopes == Scopes.None)
        {
            failed.Count(context, presented);
            return null;
        }

        failed.Remember(presented.Key);
        return Recognized(context, new Caller.Key(id, scopes));
    }

    /// <summary>A token that stands for the API key; null when the key is not good.</summary>
    public async ValueTask<IssuedKeyToken?> IssueToken(HttpContext context, Credentials presented)
    {
        if (presented.Key is not { } key || IsHeldBack(context, presented))
        {
            return null;
        }

        var issued = await grains.GetGrain<IApiKeyGrain>(key.KeyId).IssueToken(key);
        if (issued is null)
        {
            failed.Count(context, presented);
        }

        return issued;
    }

    /// <summary>Whose session a token is; null when it is not good now. Every check is made here, where they are counted.</summary>
    public ValueTask<LiveSession?> CheckSession(OpaqueToken token) => metrics.Count(sessions.Check(token));

    /// <summary>The member whose session or access token it is; null when there is no valid one.</summary>
    public async ValueTask<Caller.Member?> FindMember(HttpContext context, Credentials presented)
    {
        if (presented.Session is not { } token || IsHeldBack(context, presented))
        {
            return null;
        }

        var session = await CheckSession(token);
        if (session is null)
        {
            failed.Count(context, presented);
            return null;
        }

        return Recognized(context, new Caller.Member(session, presented.ByCookie));
    }

    /// <summary>The visitor whose visitor token it is; null when there is no valid one.</summary>
    public async ValueTask<Caller.Visitor?> FindVisitor(HttpContext context, Credentials presented)
    {
        if (presented.Visitor is not { } token || IsHeldBack(context, presented))
        {
            return null;
        }

        var visit = await grains.OAuthClients().CheckVisitor(token);
        return visit is null ? null : Recognized(context, new Caller.Visitor(visit));
    }

    /// <summary>Whether the caller's OAuth client may collect addresses and passwords on its own pages.</summary>
    public async ValueTask<bool> MayLogInDirectly(Caller caller) => caller switch
    {
        Caller.Visitor { Visit: { } visit } => visit.DirectLogin,
        Caller.Member { Session.OAuthClient: { } client } => await grains.OAuthClients().Find(client) is { DirectLogin: true },
        _ => false,
    };

    /// <summary>
    /// Whether the caller may change what the member logs in with, and end other sessions. A stolen access token of an app must not be
    /// enough to take the account over.
    /// </summary>
    public async ValueTask<bool> MayManageAccount(Caller.Member caller) =>
        caller.Session.OAuthClient is not { } client || await grains.OAuthClients().Find(client) is { AccountManagement: true };

    // No grain is asked for a network that tries too many credentials that are not good.
    private bool IsHeldBack(HttpContext context, Credentials presented)
    {
        if (failed.Refuse(context, presented) is not { } wait)
        {
            return false;
        }

        AccessRefusal.Write(context, Problem.TooMany(wait));
        return true;
    }

    // Set even if the caller is then denied: the audit log says who it was.
    private static TCaller Recognized<TCaller>(HttpContext context, TCaller caller)
        where TCaller : Caller
    {
        context.Features.Set<Caller>(caller);
        return caller;
    }
}

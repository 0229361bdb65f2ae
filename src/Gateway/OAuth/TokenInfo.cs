using System.Globalization;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>Whose a token is, as Wix clients are told it; the times are texts, as all its long numbers are.</summary>
internal sealed record TokenInfoAnswer(
    bool Active,
    string? SubjectType = null,
    string? SubjectId = null,
    string? Exp = null,
    string? Iat = null,
    string? ClientId = null,
    string? SiteId = null,
    string? InstanceId = null);

/// <summary><c>POST /oauth2/token-info</c>: what a token says to whoever holds it.</summary>
internal static class TokenInfo
{
    private static readonly TokenInfoAnswer Nothing = new(false);

    public static async Task<Results<Ok<TokenInfoAnswer>, Problem>> Handle(HttpContext context, Callers callers, CancellationToken cancellationToken)
    {
        if (await Parameters.Read(context.Request, cancellationToken) is not { } sent)
        {
            return Parameters.Unreadable;
        }

        if (sent["token"] is not { } token)
        {
            return OAuthProblems.Missing("token");
        }

        return TypedResults.Ok(await Of(Credentials.FromText(token), context, callers));
    }

    private static async Task<TokenInfoAnswer> Of(Credentials presented, HttpContext context, Callers callers)
    {
        if (await callers.FindMember(context, presented) is { Session: var session })
        {
            return About("MEMBER", session.Member.Id, session.OAuthClient) with { Exp = Text(session.ExpiresAt), Iat = Text(session.CreatedAt) };
        }

        if (await callers.FindVisitor(context, presented) is { Visit: { } visit })
        {
            return About("VISITOR", visit.Id, visit.Client) with { Exp = visit.ExpiresAt is { } end ? Text(end) : null };
        }

        return presented.KeyToken is not null && await callers.FindKey(context, presented) is { } key ? About("APP", key.Id, key.Id) : Nothing;
    }

    private static TokenInfoAnswer About(string type, Guid subject, Guid? client) =>
        new(true, type, subject.ToString(), ClientId: client?.ToString(), SiteId: SiteIds.Default.ToString(), InstanceId: SiteIds.Default.ToString());

    private static string Text(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

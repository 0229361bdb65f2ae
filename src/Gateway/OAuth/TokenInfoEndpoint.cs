using System.Globalization;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>What a token is, in Wix's terms. Times are strings, as are all of Wix's 64-bit numbers.</summary>
internal sealed record TokenInfoAnswer(
    bool Active,
    string? SubjectType = null,
    string? SubjectId = null,
    string? Exp = null,
    string? Iat = null,
    string? ClientId = null,
    string? SiteId = null,
    string? InstanceId = null);

/// <summary><c>POST /oauth2/token-info</c>: describes a token to whoever holds it.</summary>
internal static class TokenInfoEndpoint
{
    // Wix clients expect a GUID, and there is one site.
    private const string SiteId = "64656661-756c-7420-7369-746500000001";

    private static readonly TokenInfoAnswer Inactive = new(false);

    public static async Task<Results<Ok<TokenInfoAnswer>, Problem>> Handle(
        HttpContext context, TokenReader tokens, Callers callers, CancellationToken cancellationToken)
    {
        if (await OAuthParameters.Read(context.Request, cancellationToken) is not { } sent)
        {
            return OAuthProblems.Unreadable;
        }

        if (sent["token"] is not { } token)
        {
            return OAuthProblems.Missing("token");
        }

        return TypedResults.Ok(await Describe(Credentials.FromText(token, tokens), context, callers));
    }

    private static async Task<TokenInfoAnswer> Describe(Credentials presented, HttpContext context, Callers callers)
    {
        if (await callers.FindMember(context, presented) is { Session: var session })
        {
            return Active("MEMBER", session.Member.Id, session.OAuthClient) with
            {
                Exp = Text(session.ExpiresAt),
                Iat = Text(session.CreatedAt),
            };
        }

        if (await callers.FindVisitor(context, presented) is { Visit: { } visit })
        {
            return Active("VISITOR", visit.Id, visit.Client) with { Exp = visit.ExpiresAt is { } end ? Text(end) : null };
        }

        return presented.KeyToken is not null && await callers.FindKey(context, presented) is { } key
            ? Active("APP", key.Id, key.Id)
            : Inactive;
    }

    private static TokenInfoAnswer Active(string type, Guid subject, Guid? client) =>
        new(true, type, subject.ToString(), ClientId: client?.ToString(), SiteId: SiteId, InstanceId: SiteId);

    private static string Text(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

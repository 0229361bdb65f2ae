using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Sessions;

/// <summary>The form of introspect, for its description.</summary>
internal sealed record IntrospectionRequest([property: Required] string? Token);

/// <summary>What a token is worth (RFC 7662, 2.2); everything but <c>active</c> is left out when it is worth nothing.</summary>
internal sealed record IntrospectionAnswer(bool Active, string? Sub, string? Email, long? Exp, long? Iat, string? Sid);

/// <summary><c>introspect</c> (RFC 7662), for services that are handed a member's session token.</summary>
internal static class Introspection
{
    public static async Task<Ok<IntrospectionAnswer>> Handle(HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType)
        {
            throw new BadHttpRequestException("A form is needed.", StatusCodes.Status415UnsupportedMediaType);
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        return TypedResults.Ok(await Introspect(form["token"].ToString(), grains));
    }

    private static async Task<IntrospectionAnswer> Introspect(string text, IGrainFactory grains)
    {
        if (OpaqueToken.TryParse(TokenPurpose.Session, text, out var token)
            && await grains.GetGrain<IMemberGrain>(token.Owner).CheckSession(token) is { } session)
        {
            return new(
                true,
                session.Member.Id.ToString(),
                session.Member.LoginEmail,
                session.ExpiresAt.ToUnixTimeSeconds(),
                session.CreatedAt.ToUnixTimeSeconds(),
                session.Id.ToString());
        }

        return new(false, null, null, null, null, null);
    }
}

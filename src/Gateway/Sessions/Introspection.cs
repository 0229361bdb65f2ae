using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Members.Accounts;
using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.OAuth;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Sessions;

/// <summary>The form of introspect, for its description.</summary>
internal sealed record IntrospectionRequest([property: Required] string? Token);

/// <summary>What a token is worth (RFC 7662, 2.2); everything but <c>active</c> is left out when it is worth nothing.</summary>
internal sealed record IntrospectionAnswer(
    bool Active, string? Sub, string? Email, long? Exp, long? Iat, string? Sid, [property: JsonPropertyName("client_id")] string? ClientId = null);

/// <summary><c>introspect</c> (RFC 7662), for services that are handed a member's session token, or an access token.</summary>
internal static class Introspection
{
    private static readonly IntrospectionAnswer Nothing = new(false, null, null, null, null, null);

    /// <summary>Our own route, which the access check has let the caller come to.</summary>
    public static async Task<Ok<IntrospectionAnswer>> Handle(HttpContext context, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await Introspect((await Form(context, cancellationToken))["token"].ToString(), grains));

    /// <summary>
    /// The route of OAuth clients, where an API key is shown as they are used to: as a bearer token, by Basic, or in the form. So
    /// it is looked at here, after the form was read.
    /// </summary>
    public static async Task<Results<Ok<IntrospectionAnswer>, Problem>> HandleOAuth(
        HttpContext context, IGrainFactory grains, Callers callers, Denials denials, CancellationToken cancellationToken)
    {
        var form = await Form(context, cancellationToken);
        var (id, secret) = BasicCredentials.Are(context.Request)
            ? BasicCredentials.Of(context.Request) ?? default
            : (form["client_id"].ToString(), form["client_secret"].ToString());
        var presented = context.Request.Headers.Authorization.Count > 0 && !BasicCredentials.Are(context.Request)
            ? Credentials.Of(context.Request)
            : new Credentials { Key = BasicCredentials.KeyOf(id, secret) };
        if (await callers.FindKey(context, presented) is not { } key || !key.Scopes.HasFlag(Scopes.MembersAuthenticate))
        {
            return denials.Note(context, OAuthProblems.UnknownClient);
        }

        return TypedResults.Ok(await Introspect(form["token"].ToString(), grains));
    }

    private static async Task<IFormCollection> Form(HttpContext context, CancellationToken cancellationToken) => context.Request.HasFormContentType
        ? await context.Request.ReadFormAsync(cancellationToken)
        : throw new BadHttpRequestException("A form is needed.", StatusCodes.Status415UnsupportedMediaType);

    private static async Task<IntrospectionAnswer> Introspect(string text, IGrainFactory grains)
    {
        if ((OpaqueToken.TryParse(TokenPurpose.Session, text, out var token) || OpaqueToken.TryParse(TokenPurpose.AccessToken, text, out token))
            && await grains.GetGrain<IMemberGrain>(token.Owner).CheckSession(token) is { } session)
        {
            return new(
                true,
                session.Member.Id.ToString(),
                session.Member.LoginEmail,
                session.ExpiresAt.ToUnixTimeSeconds(),
                session.CreatedAt.ToUnixTimeSeconds(),
                session.Id.ToString(),
                session.OAuthClient?.ToString());
        }

        return Nothing;
    }
}

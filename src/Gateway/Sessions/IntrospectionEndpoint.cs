using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Edge;
using Members.Gateway.Errors;
using Members.Gateway.OAuth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Sessions;

/// <summary>The form of introspect.</summary>
internal sealed record IntrospectionRequest([property: Required] string? Token);

/// <summary>The state of a token (RFC 7662, 2.2). If it is not active, everything else is left out.</summary>
internal sealed record IntrospectionAnswer(
    bool Active,
    string? Sub,
    string? Email,
    long? Exp,
    long? Iat,
    string? Sid,
    [property: JsonPropertyName("client_id")] string? ClientId = null);

/// <summary><c>introspect</c> (RFC 7662), for services that receive a member's session token or access token.</summary>
internal static class IntrospectionEndpoint
{
    private static readonly IntrospectionAnswer Inactive = new(false, null, null, null, null, null);

    // At our own path, whose access rule has checked the caller.
    public static async Task<Ok<IntrospectionAnswer>> Handle(
        HttpContext context, TokenReader tokens, Callers callers, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadRequiredForm(cancellationToken);
        return TypedResults.Ok(await Introspect(form["token"].ToString(), tokens, callers));
    }

    // At the OAuth path, where clients send an API key as a bearer token, by Basic or in the form. It is checked here because the form
    // has to be read first.
    public static async Task<Results<Ok<IntrospectionAnswer>, Problem>> HandleOAuth(
        HttpContext context,
        TokenReader tokens,
        Callers callers,
        AuthorizationAudit audit,
        CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadRequiredForm(cancellationToken);
        if (await callers.FindKey(context, Presented(context, form, tokens)) is not { } key
            || !key.Scopes.HasFlag(Scopes.MembersAuthenticate))
        {
            return audit.Denied(context, OAuthProblems.UnknownClient);
        }

        return TypedResults.Ok(await Introspect(form["token"].ToString(), tokens, callers));
    }

    private static Credentials Presented(HttpContext context, IFormCollection form, TokenReader tokens)
    {
        if (BasicCredentials.Are(context.Request))
        {
            var (id, secret) = BasicCredentials.Of(context.Request) ?? default;
            return new Credentials { Key = BasicCredentials.KeyOf(id, secret, tokens) };
        }

        return context.Request.Headers.Authorization.Count > 0
            ? Credentials.Of(context, tokens)
            : new Credentials { Key = BasicCredentials.KeyOf(form["client_id"].ToString(), form["client_secret"].ToString(), tokens) };
    }

    private static async Task<IntrospectionAnswer> Introspect(string text, TokenReader tokens, Callers callers)
    {
        if (Credentials.FromText(text, tokens).Session is not { } token
            || await callers.CheckSession(token) is not { } session)
        {
            return Inactive;
        }

        return new(
            true,
            session.Member.Id.ToString(),
            session.Member.LoginEmail,
            session.ExpiresAt.ToUnixTimeSeconds(),
            session.CreatedAt.ToUnixTimeSeconds(),
            session.Id.ToString(),
            session.OAuthClient?.ToString());
    }
}

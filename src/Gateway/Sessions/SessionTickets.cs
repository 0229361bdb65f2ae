using System.ComponentModel.DataAnnotations;
using Members.Audit;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Sessions;

/// <summary>The body of apply-session-token.</summary>
internal sealed record ApplySessionTokenRequest([property: Required] string? Token, bool UseCookie = false);

/// <summary>A new session; the token is left out when it went into a cookie.</summary>
internal sealed record OpenedSessionBody(Guid Id, string? Token, DateTimeOffset ExpiresAt);

/// <summary>The response of apply-session-token.</summary>
internal sealed record ApplySessionTokenAnswer(OpenedSessionBody Session, MemberBody Member);

/// <summary>The body of generate-session-token.</summary>
internal sealed record GenerateSessionTokenRequest([property: Required] string? Email);

/// <summary>Session tickets: created for members who were authenticated elsewhere, and exchanged for sessions.</summary>
internal static class SessionTickets
{
    public static async Task<Results<Ok<ApplySessionTokenAnswer>, Problem>> Apply(
        ApplySessionTokenRequest request,
        HttpContext context,
        IGrainFactory grains,
        TokenReader tokens,
        Callers callers,
        AuthorizationAudit audit)
    {
        if (!tokens.TryRead(TokenPurpose.SessionTicket, request.Token, out var ticket))
        {
            return Problem.From(audit.Unreadable(context, AuditType.SessionOpened, new Refusal.TokenInvalid(TokenFate.Unknown)));
        }

        // Anybody may call this, so nobody has asked who does; a site's own server is believed about its visitor's address.
        if (context.Request.Headers.ContainsKey(ClientAddress.Header))
        {
            await callers.FindKey(context, Credentials.Of(context, tokens));
        }

        var outcome = await grains.GetMembers().OpenSession(ticket, SessionOrigins.Of(context));
        if (outcome.Succeeded && request.UseCookie)
        {
            SessionCookie.Set(context.Response, outcome.Value);
        }

        return outcome.ToResult(opened => Answer(opened, tellToken: !request.UseCookie));
    }

    public static async Task<Results<Ok<TicketAnswer>, Problem>> Generate(GenerateSessionTokenRequest request, IGrainFactory grains)
    {
        var reader = new RequestReader();
        var email = reader.Email(request.Email, "email");
        if (!reader.Succeeded)
        {
            return Problem.Invalid(reader.Violations);
        }

        return (await grains.GetMembers().IssueSessionTicket(email)).ToResult(TicketAnswer.Of);
    }

    private static ApplySessionTokenAnswer Answer(OpenedSession opened, bool tellToken) => new(
        new OpenedSessionBody(opened.Id, tellToken ? opened.Token.Reveal() : null, opened.ExpiresAt), MemberBody.Of(opened.Member));
}

using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.Audit;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Sessions;

/// <summary>The body of apply-session-token.</summary>
internal sealed record ApplySessionTokenRequest([property: Required] string? Token, bool UseCookie = false);

/// <summary>A session that was opened; the token is left out when it went into a cookie.</summary>
internal sealed record OpenedSessionBody(Guid Id, string? Token, DateTimeOffset ExpiresAt);

/// <summary>The answer of apply-session-token.</summary>
internal sealed record ApplySessionTokenAnswer(OpenedSessionBody Session, MemberBody Member);

/// <summary>The body of generate-session-token.</summary>
internal sealed record GenerateSessionTokenRequest([property: Required] string? Email);

/// <summary>Session tickets: made for members who were authenticated elsewhere, and turned into sessions.</summary>
internal static class Tickets
{
    public static async Task<Results<Ok<ApplySessionTokenAnswer>, Problem>> Apply(ApplySessionTokenRequest request, HttpContext context, IGrainFactory grains, Denials denials)
    {
        if (!OpaqueToken.TryParse(TokenPurpose.SessionTicket, request.Token, out var ticket))
        {
            return Problem.From(denials.Unreadable(context, AuditType.SessionOpened, new Refusal.TokenInvalid(TokenFate.Unknown)));
        }

        var outcome = await grains.GetGrain<IMemberGrain>(ticket.Owner).OpenSession(ticket, Origins.Of(context));
        if (!outcome.Succeeded)
        {
            return Problem.From(outcome.Refusal);
        }

        var opened = outcome.Value;
        if (request.UseCookie)
        {
            SessionCookie.Set(context.Response, opened);
        }

        var session = new OpenedSessionBody(opened.Id, request.UseCookie ? null : opened.Token.Reveal(), opened.ExpiresAt);
        return TypedResults.Ok(new ApplySessionTokenAnswer(session, MemberBody.Of(opened.Member)));
    }

    public static async Task<Results<Ok<TicketAnswer>, Problem>> Generate(GenerateSessionTokenRequest request, IGrainFactory grains)
    {
        var read = new Reading();
        var email = read.Email(request.Email, "email");
        if (!read.Succeeded)
        {
            return Problem.Invalid(read.Violations);
        }

        if (await grains.FindMember(email) is not { } member)
        {
            return Problem.From(new Refusal.MemberNotFound());
        }

        var outcome = await grains.GetGrain<IMemberGrain>(member).IssueSessionTicket(email);
        return outcome.Succeeded ? TypedResults.Ok(new TicketAnswer(new TicketBody(outcome.Value.Reveal()))) : Problem.From(outcome.Refusal);
    }
}

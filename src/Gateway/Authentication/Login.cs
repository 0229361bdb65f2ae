using Members.Audit;
using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of login.</summary>
internal sealed record LoginRequest(string? Email, string? Password);

/// <summary>The answer of login.</summary>
internal sealed record LoginAnswer(MemberBody Member, TicketBody Session);

/// <summary><c>login</c> (contract, section 1).</summary>
internal static class Login
{
    public static async Task<Results<Ok<LoginAnswer>, Problem>> Handle(LoginRequest request, HttpContext context, IGrainFactory grains, Denials denials, CancellationToken cancellationToken)
    {
        // What cannot be an address or a password is nobody's: it gets the answer that a wrong password gets.
        if (!EmailAddress.TryParse(request.Email, out var email) || !PlainPassword.TryParse(request.Password, out var password))
        {
            return Problem.From(denials.Unreadable(context, AuditType.Login, new Refusal.InvalidCredentials()));
        }

        var member = await grains.MemberOrPhantom(email);
        var outcome = await member.Login(email, password, cancellationToken);
        return outcome.Succeeded
            ? TypedResults.Ok(new LoginAnswer(MemberBody.Of(outcome.Value.Member), new TicketBody(outcome.Value.SessionTicket.Reveal())))
            : Problem.From(outcome.Refusal);
    }
}

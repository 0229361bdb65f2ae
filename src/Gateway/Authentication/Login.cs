using System.ComponentModel.DataAnnotations;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of login. A code is taken and not looked at: a registration that waits for one is no member, and so nobody who logs in.</summary>
internal sealed record LoginRequest(
    [property: Required] string? Email,
    [property: Required] string? Password,
    string? DeviceToken,
    bool RememberDevice = false,
    EmailVerificationBody? EmailVerification = null);

/// <summary>The answer of login.</summary>
internal sealed record LoginAnswer(MemberBody Member, TicketBody Session, string? DeviceToken);

/// <summary><c>login</c> (contract, section 1).</summary>
internal static class Login
{
    public static async Task<Results<Ok<LoginAnswer>, Problem>> Handle(
        LoginRequest request, HttpContext context, PasswordCheck passwords, CancellationToken cancellationToken)
    {
        var outcome = await passwords.Try(new(request.Email, request.Password, request.DeviceToken, request.RememberDevice), context, cancellationToken);
        return outcome.Succeeded
            ? TypedResults.Ok(new LoginAnswer(
                MemberBody.Of(outcome.Value.Member),
                new TicketBody(outcome.Value.SessionTicket.Reveal()),
                request.RememberDevice ? outcome.Value.Device?.Reveal() : null))
            : Problem.From(outcome.Refusal);
    }
}

using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>
/// The body of login. An <c>emailVerification</c> is accepted and ignored: a registration that waits for its code is not a member yet.
/// </summary>
internal sealed record LoginRequest(
    [property: Required] string? Email,
    [property: Required] string? Password,
    string? DeviceToken,
    bool RememberDevice = false,
    EmailVerificationBody? EmailVerification = null);

/// <summary>The response of login.</summary>
internal sealed record LoginAnswer(MemberBody Member, TicketBody Session, string? DeviceToken);

/// <summary><c>login</c> (contract, section 1).</summary>
internal static class LoginEndpoint
{
    public static async Task<Results<Ok<LoginAnswer>, Problem>> Handle(
        LoginRequest request, HttpContext context, PasswordLogin login, CancellationToken cancellationToken)
    {
        var credentials = new LoginCredentials(request.Email, request.Password, request.DeviceToken, request.RememberDevice);
        var outcome = await login.LogIn(credentials, context, cancellationToken);
        return outcome.ToResult(done => Answer(done, request.RememberDevice));
    }

    private static LoginAnswer Answer(LoggedIn done, bool tellDevice) => new(
        MemberBody.Of(done.Member), TicketBody.Of(done.SessionTicket), tellDevice ? done.Device?.Reveal() : null);
}

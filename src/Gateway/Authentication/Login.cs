using System.ComponentModel.DataAnnotations;
using Members.Accounts;
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
internal sealed record LoginRequest([property: Required] string? Email, [property: Required] string? Password, string? DeviceToken, bool RememberDevice = false);

/// <summary>The answer of login.</summary>
internal sealed record LoginAnswer(MemberBody Member, TicketBody Session, string? DeviceToken);

/// <summary><c>login</c> (contract, section 1).</summary>
internal static class Login
{
    public static async Task<Results<Ok<LoginAnswer>, Problem>> Handle(
        LoginRequest request, HttpContext context, IGrainFactory grains, UniformAnswer uniform, Denials denials, CancellationToken cancellationToken)
    {
        var moment = uniform.Begin(cancellationToken);
        var outcome = await LogIn(request, context, grains, denials, cancellationToken);
        if (outcome.Succeeded)
        {
            var done = outcome.Value;
            DeviceCookie.Set(context, done.Device);
            return TypedResults.Ok(new LoginAnswer(
                MemberBody.Of(done.Member), new TicketBody(done.SessionTicket.Reveal()), request.RememberDevice ? done.Device?.Reveal() : null));
        }

        if (outcome.Refusal is Refusal.InvalidCredentials)
        {
            await moment;
        }

        return Problem.From(outcome.Refusal);
    }

    private static async Task<Outcome<LoggedIn>> LogIn(
        LoginRequest request, HttpContext context, IGrainFactory grains, Denials denials, CancellationToken cancellationToken)
    {
        // What cannot be an address or a password is nobody's: it gets the answer that a wrong password gets.
        if (!EmailAddress.TryParse(request.Email, out var email) || !PlainPassword.TryParse(request.Password, out var password))
        {
            return denials.Unreadable(context, AuditType.Login, new Refusal.InvalidCredentials());
        }

        var member = await grains.MemberOrPhantom(email);
        var device = DeviceCookie.Read(context.Request, request.DeviceToken);
        return await member.Login(new LogIn(email, password, device, request.RememberDevice || DeviceCookie.IsBrowsers(context)), cancellationToken);
    }
}

using Members.Accounts;
using Members.Audit;
using Members.Emails;
using Members.Gateway.Access;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Gateway.Authentication;

/// <summary>
/// What somebody types to log in, looked at in one way wherever they type it: the same tries, the same time, the same cookie
/// of the device.
/// </summary>
internal sealed class PasswordCheck(IGrainFactory grains, UniformAnswer uniform, Denials denials)
{
    /// <summary>Checks it. A wrong password, like an unknown address, is told at the uniform moment.</summary>
    public async Task<Outcome<LoggedIn>> Try(Typed typed, HttpContext context, CancellationToken cancellationToken)
    {
        var moment = uniform.Begin(cancellationToken);
        var outcome = await LogIn(typed, context, cancellationToken);
        if (outcome.Succeeded)
        {
            DeviceCookie.Set(context, outcome.Value.Device);
        }
        else if (outcome.Refusal is Refusal.InvalidCredentials)
        {
            await moment;
        }

        return outcome;
    }

    private async Task<Outcome<LoggedIn>> LogIn(Typed typed, HttpContext context, CancellationToken cancellationToken)
    {
        // What cannot be an address or a password is nobody's: it gets the answer that a wrong password gets.
        if (!EmailAddress.TryParse(typed.Email, out var email) || !PlainPassword.TryParse(typed.Password, out var password))
        {
            return denials.Unreadable(context, AuditType.Login, new Refusal.InvalidCredentials());
        }

        var device = DeviceCookie.Read(context.Request, typed.DeviceToken);
        var command = new LogIn(email, password, device, typed.RememberDevice || DeviceCookie.IsBrowsers(context));
        return await grains.Login(command, cancellationToken);
    }

    /// <summary>An address and a password as they came.</summary>
    internal readonly record struct Typed(string? Email, string? Password, string? DeviceToken = null, bool RememberDevice = false);
}

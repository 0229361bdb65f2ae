using Members.Accounts;
using Members.Audit;
using Members.Emails;
using Members.Gateway.Access;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Gateway.Authentication;

/// <summary>An address and a password, not parsed yet.</summary>
internal readonly record struct LoginCredentials(string? Email, string? Password, string? DeviceToken = null, bool RememberDevice = false);

/// <summary>
/// Logs in with a password: in the API, for Wix clients and on the login page alike, with the same throttling, timing and cookie.
/// </summary>
internal sealed class PasswordLogin(IGrainFactory grains, UniformAnswer uniform, AuthorizationAudit audit)
{
    /// <summary>Logs in. A wrong password and an unknown address take the same time (<see cref="UniformAnswer"/>).</summary>
    public async Task<Outcome<LoggedIn>> LogIn(LoginCredentials credentials, HttpContext context, CancellationToken cancellationToken)
    {
        var moment = uniform.Begin(cancellationToken);
        var outcome = await Check(credentials, context, cancellationToken);
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

    private async Task<Outcome<LoggedIn>> Check(LoginCredentials credentials, HttpContext context, CancellationToken cancellationToken)
    {
        // What cannot be an address or a password is answered like a wrong password.
        if (!EmailAddress.TryParse(credentials.Email, out var email) || !PlainPassword.TryParse(credentials.Password, out var password))
        {
            return audit.Unreadable(context, AuditType.Login, new Refusal.InvalidCredentials());
        }

        var device = DeviceCookie.Read(context.Request, credentials.DeviceToken);
        var remember = credentials.RememberDevice || DeviceCookie.IsBrowsers(context);
        return await grains.GetMembers().Login(new LogIn(email, password, device, remember), cancellationToken);
    }
}

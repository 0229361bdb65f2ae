using Members.Accounts;
using Members.Audit;
using Members.Calls;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Passwords;
using Members.Grains.SignUp;
using Members.Grains.Throttling;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Login;

/// <summary>Logs in with the password: one commit.</summary>
internal sealed partial class LoginHandler(
    PasswordAttempts attempts, IPasswordHashing hashing, SitePolicy site, ILogger<LoginHandler> logger)
{
    public Task<Outcome<LoggedIn>> Login(MemberContext member, LogIn command, CancellationToken cancellationToken) =>
        member.Audited(AuditType.Login, scope => Login(member, command, scope, cancellationToken), command.Email);

    private async Task<Outcome<LoggedIn>> Login(
        MemberContext member, LogIn command, AuditScope scope, CancellationToken cancellationToken)
    {
        if (hashing.RefuseNow(HashRequests.For(HashLane.Login, LoginKey.For(command.Email).Value)) is { } overloaded)
        {
            return overloaded;
        }

        var record = await member.Load();
        var outcome = await Login(member, record, command, scope, cancellationToken);
        if (outcome.Refusal is null or Refusal.TooManyRequests or Refusal.Overloaded)
        {
            return outcome;
        }

        // A refusal rests on the row, since what is remembered may be behind it (docs/adr/0002).
        var stored = await member.Reload();
        return LoginRules.AreAlike(record, stored, command.Email)
            ? outcome
            : await Login(member, command, scope, cancellationToken);
    }

    private async Task<Outcome<LoggedIn>> Login(
        MemberContext member, MemberRecord record, LogIn command, AuditScope scope, CancellationToken cancellationToken)
    {
        // No member, another address, no password: each is checked against a decoy, so that each takes as long (ASVS 5.0, 6.3.8).
        var known = RememberedDevices.Find(record.Credentials.Devices, command.Device, member.Now);
        var attempt = Attempt(command, known, LoginRules.DigestFor(record, command.Email));
        var check = await attempts.Check(attempt, cancellationToken);
        if (!check.Succeeded)
        {
            return check.Refusal;
        }

        if (!check.Value.Matches)
        {
            return new Refusal.InvalidCredentials();
        }

        var version = record.Credentials.Version;
        var ticket = member.NewToken(TokenPurpose.SessionTicket);
        var added = command.RememberDevice && known is null ? member.NewToken(TokenPurpose.Device) : null;
        var login = new CheckedLogin(
            command.Email,
            check.Value,
            version,
            ticket,
            known,
            added,
            member.NewToken(TokenPurpose.Application),
            record.Status == MemberStatus.Rejected ? await site.Admission() : null);
        var outcome = await member.Commit(r => LoginRules.Login(r, login, member.Now, member.Options.SessionTicketLifetime), scope);
        if (outcome.Succeeded && check.Value.ToRehash is { } matched)
        {
            _ = Rehash(member, attempt.LoginKey, matched, version);
        }

        return outcome;
    }

    private static PasswordAttempt Attempt(LogIn command, Guid? device, PasswordDigest? digest)
    {
        var bucket = device is { } known ? ThrottleBucket.OfDevice(known) : ThrottleBucket.OfNetwork(CallOrigin.Current.Address);
        return new PasswordAttempt(LoginKey.For(command.Email).Value, bucket, command.Password, digest);
    }

    // Nobody waits for this: when it fails, the next login tries again.
    private async Task Rehash(MemberContext member, string loginKey, PlainPassword password, int version)
    {
        try
        {
            var digest = await hashing.Rehash(password, HashRequests.For(HashLane.Renewal, loginKey));
            if (digest.Succeeded)
            {
                await member.Commit(r => LoginRules.Rehash(r, digest.Value, version));
            }
        }
        catch (Exception failure)
        {
            LogNotRehashed(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A password hash could not be renewed; the next login tries again.")]
    private partial void LogNotRehashed(Exception failure);
}

using Members.Accounts;
using Members.Audit;
using Members.Calls;
using Members.Emails;
using Members.Grains.Audit;
using Members.Grains.Devices;
using Members.Grains.Passwords;
using Members.Grains.Throttling;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Accounts;

/// <content>
/// Logging in, and how a password is looked at: it is counted before (ASVS 5.0, 6.3.1). A repeated registration alone has a
/// limit of its own.
/// </content>
internal sealed partial class MemberGrain
{
    /// <inheritdoc/>
    public Task<Outcome<LoggedIn>> Login(LogIn command, CancellationToken cancellationToken = default) =>
        Audited(AuditType.Login, deed => Login(command, deed, cancellationToken), command.Email);

    private async Task<Outcome<LoggedIn>> Login(LogIn command, Deed deed, CancellationToken cancellationToken)
    {
        // No member, another address, no password: each is checked against a decoy, so that each takes as long (ASVS 5.0, 6.3.8).
        var (email, member) = (command.Email, await Member());
        var known = DeviceRules.Find(member, command.Device, Now);
        var attempt = new PasswordAttempt(
            LoginKey.For(email).Value,
            known is { } device ? ThrottleBucket.OfDevice(device) : ThrottleBucket.OfNetwork(CallOrigin.Current.Address),
            command.Password,
            member is null ? null : LoginRules.DigestFor(member, email));
        var check = await Check(attempt, HashLane.Login, cancellationToken);
        if (!check.Succeeded)
        {
            return check.Refusal;
        }

        if (member is null || !check.Value.Matches)
        {
            return new Refusal.InvalidCredentials();
        }

        var ticket = TokenMint.New(TokenPurpose.SessionTicket, Id);
        var added = command.RememberDevice && known is null ? TokenMint.New(TokenPurpose.Device, Id) : null;
        var outcome = await Commit(r => LoginRules.Login(r, email, check.Value, member.PasswordVersion, ticket, known, added, Now, _options.SessionTicketLifetime), deed);
        if (outcome.Succeeded && check.Value.IsOutdated)
        {
            _ = Renew(attempt, member.PasswordVersion);
        }

        return outcome;
    }

    private async Task<Outcome<PasswordCheck>> Check(PasswordAttempt attempt, HashLane lane, CancellationToken cancellationToken)
    {
        var attempts = Attempts(attempt.LoginKey);
        if (await attempts.Take(attempt.Bucket) is { } wait)
        {
            return new Refusal.TooManyRequests(wait);
        }

        var check = await CheckOrRefund(attempts, attempt, lane, cancellationToken);
        if (check is { Succeeded: true, Value.Matches: true })
        {
            await Quietly(attempts.Succeeded(attempt.Bucket));
        }

        return check;
    }

    private async Task<Outcome<PasswordCheck>> CheckOrRefund(ILoginAttemptsGrain attempts, PasswordAttempt attempt, HashLane lane, CancellationToken cancellationToken)
    {
        var looked = false;
        try
        {
            var check = await _hashing.Check(attempt.Password, attempt.Digest, Order(lane, attempt.LoginKey), cancellationToken);
            looked = check.Succeeded;
            return check;
        }
        finally
        {
            if (!looked)
            {
                await Quietly(attempts.Refund(attempt.Bucket));
            }
        }
    }

    // Nobody waits for this: when it fails, the next login tries again.
    private async Task Renew(PasswordAttempt attempt, int version)
    {
        try
        {
            var digest = await _hashing.Rehash(attempt.Password, Order(HashLane.Renewal, attempt.LoginKey));
            if (digest.Succeeded)
            {
                await Commit(r => LoginRules.Renew(r, digest.Value, version));
            }
        }
        catch (Exception failure)
        {
            LogNotRenewed(failure);
        }
    }

    private ILoginAttemptsGrain Attempts(string loginKey) => GrainFactory.GetGrain<ILoginAttemptsGrain>(loginKey);

    private static HashRequest Order(HashLane lane, string loginKey) => new(lane, ClientNetwork.Of(CallOrigin.Current.Address), loginKey);

    // What is done already stands, whether or not the counting of tries learns of it: somebody may have to wait who need not.
    private async Task Quietly(Task counting)
    {
        try
        {
            await counting;
        }
        catch (Exception failure)
        {
            LogNotCounted(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The tries at an address could not be counted down.")]
    private partial void LogNotCounted(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A password hash could not be renewed; the next login tries again.")]
    private partial void LogNotRenewed(Exception failure);

    /// <summary>A password to look at: whose it may be, who pays for the try, and what it is compared with.</summary>
    private sealed record PasswordAttempt(string LoginKey, string Bucket, PlainPassword Password, PasswordDigest? Digest);
}

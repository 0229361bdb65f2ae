using Members.Grains.Passwords;
using Members.Grains.Throttling;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Login;

/// <summary>One attempt at a password.</summary>
/// <param name="LoginKey">The key of the address it is made at.</param>
/// <param name="Bucket">The throttle bucket that it counts against.</param>
/// <param name="Password">The password as presented.</param>
/// <param name="Digest">What it is compared with; null when there is nothing.</param>
internal sealed record PasswordAttempt(string LoginKey, string Bucket, PlainPassword Password, PasswordDigest? Digest);

/// <summary>Checks passwords: each attempt is counted before the password is looked at (ASVS 5.0, 6.3.1; docs/adr/0009).</summary>
internal sealed partial class PasswordAttempts(IPasswordHashing hashing, IGrainFactory grains, ILogger<PasswordAttempts> logger)
{
    /// <summary>Checks a password, unless its bucket is used up.</summary>
    /// <returns>Refused: <c>TooManyRequests</c>, <c>Overloaded</c>.</returns>
    public async Task<Outcome<PasswordCheck>> Check(PasswordAttempt attempt, CancellationToken cancellationToken)
    {
        var attempts = Of(attempt.LoginKey);
        if (await attempts.Take(attempt.Bucket) is { } wait)
        {
            return new Refusal.TooManyRequests(wait);
        }

        var check = await CheckOrRefund(attempts, attempt, cancellationToken);
        if (check is { Succeeded: true, Value.Matches: true })
        {
            await BestEffort(attempts.Succeeded(attempt.Bucket));
        }

        return check;
    }

    /// <summary>Drops what strangers have tried at an address, since somebody has shown that the address is theirs.</summary>
    public Task Reset(string loginKey) => BestEffort(Of(loginKey).Reset());

    private async Task<Outcome<PasswordCheck>> CheckOrRefund(
        ILoginAttemptsGrain attempts, PasswordAttempt attempt, CancellationToken cancellationToken)
    {
        var wasChecked = false;
        try
        {
            var request = HashRequests.For(HashLane.Login, attempt.LoginKey);
            var check = await hashing.Check(attempt.Password, attempt.Digest, request, cancellationToken);
            wasChecked = check.Succeeded;
            return check;
        }
        finally
        {
            if (!wasChecked)
            {
                await BestEffort(attempts.Refund(attempt.Bucket));
            }
        }
    }

    private ILoginAttemptsGrain Of(string loginKey) => grains.GetGrain<ILoginAttemptsGrain>(loginKey);

    // The command stands whether or not the counter hears of it. If it does not, somebody may have to wait without need.
    private async Task BestEffort(Task counting)
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The attempts at an address could not be counted down.")]
    private partial void LogNotCounted(Exception failure);
}

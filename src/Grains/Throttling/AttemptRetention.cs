using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Members.Grains.Throttling;

/// <summary>The stored attempts at all addresses.</summary>
internal interface IAttemptStore
{
    /// <summary>Deletes the records that have not been written since the given time.</summary>
    /// <returns>The number of addresses.</returns>
    Task<int> DeleteUnchangedSince(DateTimeOffset time, CancellationToken cancellationToken);
}

/// <summary>
/// Deletes attempts that no longer count, so that an attacker who tries millions of addresses leaves nothing behind
/// (contract I16).
/// </summary>
internal sealed partial class AttemptRetention(
    IAttemptStore store, TimeProvider clock, IOptions<MembersOptions> options, ILogger<AttemptRetention> logger)
{
    /// <summary>The time between two deletions.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private DateTimeOffset _next;

    /// <summary>Deletes them if it is time to. Does not throw: after a failure, the next hour tries again.</summary>
    public async Task Apply()
    {
        var now = clock.GetUtcNow();
        if (now < _next)
        {
            return;
        }

        _next = now + Interval;
        try
        {
            // Twice as long as they count, so that no activation which still counts on such a row loses it.
            var count = await store.DeleteUnchangedSince(now - (2 * options.Value.LoginAttemptMemory), CancellationToken.None);
            LogDeleted(count);
        }
        catch (Exception failure)
        {
            LogFailed(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Deleted the expired attempts at {Count} addresses.")]
    private partial void LogDeleted(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not delete expired login attempts. Trying again in an hour.")]
    private partial void LogFailed(Exception failure);
}

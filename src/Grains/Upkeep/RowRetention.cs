using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Members.Grains.Upkeep;

/// <summary>Rows that nobody needs any more.</summary>
internal interface IRetentionStore
{
    /// <summary>Deletes attempts that have not been written since the given time.</summary>
    /// <param name="time">The time.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <returns>How many were deleted.</returns>
    Task<int> DeleteAttempts(DateTimeOffset time, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes the empty rows of registrations that were cleared before the given time.</summary>
    /// <inheritdoc cref="DeleteAttempts"/>
    Task<int> DeleteCleared(DateTimeOffset time, int limit, CancellationToken cancellationToken);
}

/// <summary>
/// Deletes rows that no longer count, so that an attacker who tries millions of addresses, or begins millions of registrations, leaves
/// nothing behind (contract I16). A batch at a time: whoever writes meanwhile waits for one batch only.
/// </summary>
internal sealed partial class RowRetention(
    IRetentionStore store, TimeProvider clock, IOptions<MembersOptions> options, ILogger<RowRetention> logger)
{
    /// <summary>The most rows of one statement.</summary>
    public const int Batch = 500;

    // The index finds attempts; cleared registrations are looked for among all members.
    private static readonly TimeSpan AttemptsEvery = TimeSpan.FromHours(1), ClearedEvery = TimeSpan.FromDays(1);

    // No activation remembers the row by then.
    private static readonly TimeSpan ClearedFor = TimeSpan.FromDays(2);

    private DateTimeOffset _attemptsNext, _clearedNext;

    /// <summary>Deletes them if it is time to. Does not throw: after a failure, a later time tries again.</summary>
    public async Task Apply()
    {
        var now = clock.GetUtcNow();
        if (now >= _attemptsNext)
        {
            // Twice as long as they count, so that no activation which still counts on such a row loses it.
            _attemptsNext = now + AttemptsEvery;
            await Delete(store.DeleteAttempts, now - (2 * options.Value.LoginAttemptMemory), "attempts");
        }

        if (now >= _clearedNext)
        {
            _clearedNext = now + ClearedEvery;
            await Delete(store.DeleteCleared, now - ClearedFor, "cleared registrations");
        }
    }

    private async Task Delete(Func<DateTimeOffset, int, CancellationToken, Task<int>> delete, DateTimeOffset before, string rows)
    {
        try
        {
            int deleted;
            var count = 0;
            do
            {
                deleted = await delete(before, Batch, CancellationToken.None);
                count += deleted;
            }
            while (deleted == Batch);
            LogDeleted(count, rows);
        }
        catch (Exception failure)
        {
            LogFailed(rows, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Deleted {Count} rows: {Rows}.")]
    private partial void LogDeleted(int count, string rows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not delete old rows: {Rows}. It is tried again later.")]
    private partial void LogFailed(string rows, Exception failure);
}

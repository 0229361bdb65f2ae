using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Members.Grains.Throttling;

/// <summary>The stored tries of all addresses.</summary>
internal interface IAttemptStore
{
    /// <summary>Removes what has not been written since a time.</summary>
    /// <returns>How many addresses.</returns>
    Task<int> Forget(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>Removes tries that count no more, so that whoever tries addresses by the million leaves nothing behind (contract I16).</summary>
internal sealed partial class OldAttempts(IAttemptStore store, TimeProvider clock, IOptions<MembersOptions> options, ILogger<OldAttempts> logger)
{
    /// <summary>How long it is from one removal to the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private DateTimeOffset _next;

    /// <summary>Removes them if it is time to. It does not throw: what failed is for the next hour.</summary>
    public async Task Forget()
    {
        var now = clock.GetUtcNow();
        if (now < _next)
        {
            return;
        }

        _next = now + Pause;
        try
        {
            // Twice as long as they count: nobody who still counts by such a row finds it gone.
            var count = await store.Forget(now - (2 * options.Value.LoginAttemptMemory), CancellationToken.None);
            LogForgotten(count);
        }
        catch (Exception failure)
        {
            LogFailed(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The tries at {Count} addresses were forgotten.")]
    private partial void LogForgotten(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old tries could not be removed; the next attempt comes in an hour.")]
    private partial void LogFailed(Exception failure);
}

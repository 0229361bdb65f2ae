using Members.Outcomes;

namespace Members.Silo.Hosting;

/// <summary>
/// Calls of grains while a silo starts. The grain may be at a silo that is busy, or was until a moment ago: no silo fails to start for
/// that, as long as another attempt may do. What is called must do no harm twice.
/// </summary>
internal sealed partial class FirstCalls(TimeProvider clock, ILogger<FirstCalls> logger)
{
    /// <summary>How often a call is made before the start fails. Each attempt may take as long as calls of grains do.</summary>
    public const int Attempts = 10;

    /// <summary>The pause between two attempts.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Calls until there is an answer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the pauses.</param>
    public async Task<T> Make<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception failure) when (attempt < Attempts && IsPassing(failure))
            {
                LogRepeated(failure.Message);
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    private static bool IsPassing(Exception failure) => failure is TimeoutException or OrleansException or StorageUnavailableException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call that the start needs got no answer and is made again. {Reason}")]
    private partial void LogRepeated(string reason);
}

using Members.Grains.Throttling;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Emails;

/// <content>The attempts at the address (docs/adr/0009).</content>
internal sealed partial class LoginIndexGrain
{
    /// <inheritdoc/>
    public Task<TimeSpan?> Take(string bucket) => _attempts.Update((record, stored) =>
    {
        var now = _clock.GetUtcNow();
        if (AttemptRules.Wait(record, bucket, now, _limits) is { } wait)
        {
            return new AttemptDecision(null, false, wait);
        }

        var next = AttemptRules.Count(record, bucket, now, _limits);
        return new AttemptDecision(next, AttemptRules.MustBeStored(next, stored, _limits), null);
    });

    /// <inheritdoc/>
    public Task Succeeded(string bucket) => _attempts.Clear(record => AttemptRules.Succeeded(record, bucket));

    /// <inheritdoc/>
    public Task Refund(string bucket) =>
        _attempts.Update((record, _) => new AttemptDecision(AttemptRules.Refund(record, bucket, _limits), false, null));

    /// <inheritdoc/>
    public Task Reset() => _attempts.Clear(AttemptRules.Reset);

    /// <inheritdoc/>
    public Task<TimeSpan?> TakeMail() => _attempts.Update((record, _) =>
    {
        var now = _clock.GetUtcNow();
        if (AttemptRules.WaitForMail(record, now, _limits) is { } wait)
        {
            return new AttemptDecision(null, false, wait);
        }

        var next = AttemptRules.CountMail(record, now);
        return new AttemptDecision(next, AttemptRules.WaitForMail(next, now, _limits) is not null, null);
    });

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        try
        {
            await _attempts.Flush().WaitAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            // Only the counts of free attempts are lost.
            LogNotStored(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The attempts at an address could not be stored.")]
    private partial void LogNotStored(Exception failure);
}

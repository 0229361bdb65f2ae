using Members.Grains.Throttling;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Emails;

/// <content>The tries at the address. They are a record of their own: a flood of them never gets into a claim's way.</content>
internal sealed partial class LoginIndexGrain
{
    /// <inheritdoc/>
    public Task<TimeSpan?> Try(string budget) => _attempts.Update((record, stored) =>
    {
        var now = _clock.GetUtcNow();
        if (AttemptRules.Wait(record, budget, now, _limits) is { } wait)
        {
            return new AttemptRuling(null, false, wait);
        }

        var next = AttemptRules.Count(record, budget, now, _limits);
        return new AttemptRuling(next, AttemptRules.MustBeStored(next, stored, _limits), null);
    });

    /// <inheritdoc/>
    public Task Succeeded(string budget) => _attempts.Clear(record => AttemptRules.Succeeded(record, budget));

    /// <inheritdoc/>
    public Task GiveBack(string budget) => _attempts.Update((record, _) => new AttemptRuling(AttemptRules.GaveBack(record, budget, _limits), false, null));

    /// <inheritdoc/>
    public Task Proved() => _attempts.Clear(AttemptRules.Proved);

    /// <inheritdoc/>
    public Task<TimeSpan?> TryMail() => _attempts.Update((record, _) =>
    {
        var now = _clock.GetUtcNow();
        if (AttemptRules.WaitForMail(record, now, _limits) is { } wait)
        {
            return new AttemptRuling(null, false, wait);
        }

        var next = AttemptRules.CountMail(record, now);
        return new AttemptRuling(next, AttemptRules.WaitForMail(next, now, _limits) is not null, null);
    });

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        try
        {
            await _attempts.WriteDown().WaitAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            // What is lost are tries that were free.
            LogNotWrittenDown(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The tries at an address could not be stored.")]
    private partial void LogNotWrittenDown(Exception failure);
}

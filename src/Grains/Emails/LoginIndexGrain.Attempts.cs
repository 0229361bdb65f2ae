using Members.Grains.Throttling;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Emails;

/// <content>The tries at the address. They are a record of their own: a flood of them never gets into a claim's way.</content>
internal sealed partial class LoginIndexGrain
{
    /// <inheritdoc/>
    public async Task<TimeSpan?> Try(string budget)
    {
        var (record, now) = (await _attempts.Current(), _clock.GetUtcNow());
        if (AttemptRules.Wait(record, budget, now, _limits) is { } wait)
        {
            return wait;
        }

        var next = AttemptRules.Count(record, budget, now, _limits);
        await _attempts.Note(next, store: AttemptRules.MustBeStored(next, budget, _limits));
        return null;
    }

    /// <inheritdoc/>
    public async Task Succeeded(string budget) => await _attempts.Clear(AttemptRules.Succeeded(await _attempts.Current(), budget));

    /// <inheritdoc/>
    public async Task GiveBack(string budget) => await _attempts.Note(AttemptRules.GaveBack(await _attempts.Current(), budget), store: false);

    /// <inheritdoc/>
    public async Task Proved() => await _attempts.Clear(AttemptRules.Proved(await _attempts.Current()));

    /// <inheritdoc/>
    public async Task<TimeSpan?> TryMail()
    {
        var (record, now) = (await _attempts.Current(), _clock.GetUtcNow());
        if (AttemptRules.WaitForMail(record, now, _limits) is { } wait)
        {
            return wait;
        }

        var next = AttemptRules.CountMail(record, now);
        await _attempts.Note(next, store: AttemptRules.WaitForMail(next, now, _limits) is not null);
        return null;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        try
        {
            await _attempts.WriteDown();
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

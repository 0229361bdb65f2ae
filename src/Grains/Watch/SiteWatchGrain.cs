using System.Collections.Immutable;
using Members.Audit;
using Members.Mail;
using Members.Watch;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Members.Grains.Watch;

/// <inheritdoc cref="ISiteWatchGrain"/>
[StatelessWorker, Reentrant, GrainType("site-watch")]
internal sealed partial class SiteWatchGrain(
    WatchClient silos, IClusterMembershipService membership, ILogger<SiteWatchGrain> logger) : Grain, ISiteWatchGrain
{
    // A page waits for it; a silo in good order needs milliseconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<SiloReports> Silos()
    {
        var (reports, silent) = await Ask(s => s.Report());
        return new SiloReports([.. reports.OrderBy(r => r.Silo, StringComparer.Ordinal)], silent);
    }

    /// <inheritdoc/>
    public async Task<MailFailures> MailFailures()
    {
        var (answers, silent) = await Ask(s => s.MailFailures());
        return new MailFailures(
            [.. answers.SelectMany(a => a.Failures).OrderByDescending(f => f.At).Take(Mail.FailedMails.Capacity)],
            answers.Sum(a => a.LastHour),
            silent);
    }

    /// <inheritdoc/>
    public async Task<SecurityEvents> Events(SecurityQuery query)
    {
        var (answers, silent) = await Ask(s => s.Events(query));
        return new SecurityEvents(
            query.Newest(answers.SelectMany(a => a.Events)),
            answers.Select(a => a.Since).DefaultIfEmpty(DateTimeOffset.MaxValue).Max(),
            silent);
    }

    private async Task<(ImmutableArray<T> Answers, ImmutableArray<string> Silent)> Ask<T>(Func<IWatchService, Task<T>> question)
        where T : class
    {
        var asked = membership.CurrentSnapshot.Members.Values
            .Where(m => m.Status == SiloStatus.Active).Select(m => m.SiloAddress).ToArray();
        var answers = await Task.WhenAll(asked.Select(silo => Ask(silo, question)));
        return (
            [.. answers.OfType<T>()],
            [.. asked.Zip(answers).Where(a => a.Second is null).Select(a => a.First.ToParsableString()).Order(StringComparer.Ordinal)]);
    }

    private async Task<T?> Ask<T>(SiloAddress silo, Func<IWatchService, Task<T>> question)
        where T : class
    {
        try
        {
            return await question(silos.At(silo)).WaitAsync(Patience, TimeProvider.System);
        }
        catch (Exception failure)
        {
            // It is about to leave, does not answer in time, or is of a version that has no such service.
            LogSilent(silo, failure.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Silo} did not tell how it is doing. {Reason}")]
    private partial void LogSilent(SiloAddress silo, string reason);
}

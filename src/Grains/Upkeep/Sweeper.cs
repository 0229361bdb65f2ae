using System.Collections.Concurrent;
using Members.Emails;
using Members.Grains.Admission;
using Members.Grains.Digest;
using Members.Grains.Directory;
using Members.Grains.Import;
using Members.Grains.SignUp;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Upkeep;

/// <summary>
/// Looks for members in whose records something is due and asks each to do it: mail that has not left, a reserved address that becomes
/// free, a registration that nobody confirmed, an application that lapses, a deletion that a member asked for (contract I11, I14).
/// </summary>
internal sealed partial class Sweeper(
    IDirectoryStore store, IApplicationStore applications, SitePolicy site, IGrainFactory grains, TimeProvider clock,
    ILogger<Sweeper> logger)
{
    /// <summary>The interval between sweeps.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private const int Batch = 100, AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    // Members that failed, and until when they are left alone: they must not keep the others waiting (contract I14).
    private readonly ConcurrentDictionary<Guid, (DateTimeOffset Until, int Failures)> _resting = new();

    /// <summary>Does all that is due. It does not throw: what failed is for a later sweep.</summary>
    public async Task Sweep()
    {
        // First, so that the mails leave in this sweep.
        await LookAtQueue();
        await LookAtImports();
        try
        {
            // Each member once in a sweep: one that stays due must not keep the sweep going.
            var seen = new HashSet<Guid>();
            int found;
            do
            {
                var now = clock.GetUtcNow();
                var due = await FindDue(now, Batch + _resting.Count + seen.Count);
                var ready = due.Where(id => !IsResting(id, now) && seen.Add(id)).Take(Batch).ToList();
                await Parallel.ForEachAsync(ready, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, (id, _) => SettleOne(id));
                found = ready.Count;
            }
            while (found == Batch);
        }
        catch (Exception failure)
        {
            LogSweepFailed(failure);
        }
    }

    private async Task<IEnumerable<Guid>> FindDue(DateTimeOffset now, int limit)
    {
        var due = await store.FindDue(now, limit, CancellationToken.None);
        var admissions = await applications.FindAdmissionsDue(
            AdmissionExpiry.Deadlines(now, await site.Admission()), limit, CancellationToken.None);
        return due.Concat(admissions);
    }

    private async Task LookAtQueue()
    {
        try
        {
            await grains.GetGrain<IDigestGrain>(LoginKey.DefaultSite).Look().WaitAsync(Patience, TimeProvider.System);
        }
        catch (Exception failure)
        {
            LogQueueFailed(failure);
        }
    }

    private async Task LookAtImports()
    {
        try
        {
            await grains.GetGrain<IImportsUpkeepGrain>(LoginKey.DefaultSite).Look().WaitAsync(Patience, TimeProvider.System);
        }
        catch (Exception failure)
        {
            LogImportsFailed(failure);
        }
    }

    private bool IsResting(Guid member, DateTimeOffset now) => _resting.TryGetValue(member, out var rest) && now < rest.Until;

    private async ValueTask SettleOne(Guid member)
    {
        try
        {
            await grains.GetGrain<IMemberUpkeepGrain>(member).Settle().WaitAsync(Patience, TimeProvider.System);
            _resting.TryRemove(member, out _);
        }
        catch (Exception failure)
        {
            var failures = _resting.TryGetValue(member, out var rest) ? rest.Failures + 1 : 1;
            var pause = Pause * Math.Pow(2, Math.Min(failures - 1, 10));
            _resting[member] = (clock.GetUtcNow() + (pause < LongestRest ? pause : LongestRest), failures);
            LogMemberFailed(member, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether approvers are to be told who waits is not known. It is tried again.")]
    private partial void LogQueueFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether members of an import are to be mailed is not known. It is tried again.")]
    private partial void LogImportsFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep failed. It is tried again in a few seconds.")]
    private partial void LogSweepFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due for member {Member} failed. It is tried again later.")]
    private partial void LogMemberFailed(Guid member, Exception failure);
}

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

    // Members that failed are left alone for a while: they must not keep the others waiting (contract I14).
    private readonly Rests _failed = new(Pause, TimeSpan.FromMinutes(10));

    // Members who had nothing to do when they were asked, or have done it. Those found again and again, as are those who came with an
    // import and had waited for long before, are asked less and less often.
    private readonly Rests _asked = new(Pause, TimeSpan.FromHours(1));

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
            _asked.Forget(clock.GetUtcNow());
            int found;
            do
            {
                var now = clock.GetUtcNow();
                var limit = Batch + _failed.Count + seen.Count;
                var due = await store.FindDue(now, limit, CancellationToken.None);
                var admissions = await FindAdmissionsDue(now, limit + _asked.Count);
                var ready = due.Concat(admissions).Where(id => !_failed.Contains(id, now) && seen.Add(id)).Take(Batch).ToList();
                await Parallel.ForEachAsync(ready, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (id, _) =>
                {
                    if (await SettleOne(id) && admissions.Contains(id))
                    {
                        _asked.Add(id, now);
                    }
                });
                found = ready.Count;
            }
            while (found == Batch);
        }
        catch (Exception failure)
        {
            LogSweepFailed(failure);
        }
    }

    private async Task<HashSet<Guid>> FindAdmissionsDue(DateTimeOffset now, int limit)
    {
        var found = await applications.FindAdmissionsDue(
            AdmissionExpiry.Deadlines(now, await site.Admission()), limit, CancellationToken.None);
        return [.. found.Where(id => !_asked.Contains(id, now))];
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

    private async Task<bool> SettleOne(Guid member)
    {
        try
        {
            await grains.GetGrain<IMemberUpkeepGrain>(member).Settle().WaitAsync(Patience, TimeProvider.System);
            _failed.Remove(member);
            return true;
        }
        catch (Exception failure)
        {
            _failed.Add(member, clock.GetUtcNow());
            LogMemberFailed(member, failure);
            return false;
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

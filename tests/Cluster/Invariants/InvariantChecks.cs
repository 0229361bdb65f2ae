using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>Asks the cluster after a fault whether what was acknowledged is still so.</summary>
/// <param name="cluster">Asked in its database and its logs.</param>
/// <param name="context">Asks over HTTP, at every endpoint.</param>
internal sealed class InvariantChecks(ClusterUnderTest cluster, LoadContext context)
{
    private const int AtOnce = 6, EverywhereToo = 10, DeadTried = 150;
    private static readonly int Newest = RunOptions.IsSoak ? int.MaxValue : 30, Older = RunOptions.IsSoak ? 60 : 10;
    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = AtOnce };
    private readonly ApplicationChecks _applications = new(cluster, context);
    private readonly SecretSearch _logs = new(cluster.LogFolder);

    /// <summary>After a round: people that it touched, some from before, dead credentials, the rows and the logs.</summary>
    public async Task AfterRound(IReadOnlyCollection<Person> touched)
    {
        var older = Known().Except(touched).OrderBy(_ => context.Random.Next()).Take(Older);
        await Ask([.. touched.Where(p => p.Indeterminate is null).TakeLast(Newest), .. older], EverywhereToo);
        await Parallel.ForEachAsync(context.Journal.Dead(last: DeadTried).Index(), Parallelism, async (entry, _) =>
            await Checking.Try(context, entry.Item, context.Client.Endpoints[entry.Index % context.Client.Endpoints.Count]));
        await RowChecks.Check(cluster.Postgres, context.Journal);
        await _applications.CheckRows();
        _logs.Check(context.Journal);
    }

    /// <summary>At the end: everybody, the operations of unknown outcome, applications, and the mail.</summary>
    /// <param name="approver">Who is told how many wait.</param>
    /// <returns>What applications there were, for a person to read.</returns>
    public async Task<string> AtTheEnd(Approver approver)
    {
        var applications = _applications.Check(approver);
        var people = context.Journal.People.Values.ToLookup(p => p.Indeterminate is not null);
        await Task.WhenAll(
            applications,
            Ask([.. Known()], everywhere: 0),
            Parallel.ForEachAsync(people[true], Parallelism, async (p, _) => await new IndeterminateChecks(context).Resolve(p)),
            Task.WhenAll(people[false].Where(p => p.AwaitsMailSince is not null).Select(p => MailChecks.Expect(context, p))));
        await RowChecks.Check(cluster.Postgres, context.Journal);
        _logs.Check(context.Journal);
        return await applications;
    }

    private IEnumerable<Person> Known() => context.Journal.People.Values.Where(p => p is { Indeterminate: null, AwaitsMailSince: null });

    // The first ones at every endpoint, the others at one each.
    private Task Ask(IReadOnlyList<Person> people, int everywhere) => Parallel.ForEachAsync(people.Index(), Parallelism, async (entry, _) =>
        await new PersonChecks(context).Ask(entry.Item, entry.Index < everywhere ? context.Client.Endpoints : [context.Client.Next()]));
}

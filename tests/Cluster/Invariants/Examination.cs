using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>Asks the cluster, after a fault, whether all is still so that was acknowledged.</summary>
/// <param name="cluster">Asked in its database and in its logs.</param>
/// <param name="stage">Asks over HTTP, through every endpoint.</param>
internal sealed class Examination(ClusterUnderTest cluster, Stage stage)
{
    private const int AtOnce = 6, EverywhereToo = 15, Elder = 60, DeadTried = 150;
    private static readonly ParallelOptions Some = new() { MaxDegreeOfParallelism = AtOnce };
    private readonly LogSearch _logs = new(cluster.LogFolder);

    /// <summary>Right after a round: those whom it touched, some from before, the dead credentials, the rows, the logs.</summary>
    /// <param name="touched">Those of whom something is certain.</param>
    public async Task AfterRound(IReadOnlyCollection<Person> touched)
    {
        var others = stage.Journal.People.Values.Where(p => p.Doubt is null).Except(touched).OrderBy(_ => stage.Random.Next()).Take(Elder);
        var questions = new Questions(stage);
        await Parallel.ForEachAsync(touched.Where(p => p.Doubt is null).Concat(others).Index(), Some, async (entry, _) =>
            await questions.Ask(entry.Item, entry.Index < EverywhereToo ? stage.Caller.Endpoints : [stage.Caller.Next()]));
        await Parallel.ForEachAsync(stage.Journal.Dead(last: DeadTried).Index(), Some, async (entry, _) =>
            await Checking.Try(stage, entry.Item, stage.Caller.Endpoints[entry.Index % stage.Caller.Endpoints.Count]));
        await Rows.Check(cluster.Postgres, stage.Journal);
        _logs.Check(stage.Journal);
    }

    /// <summary>At the end: whatever was left in doubt must have come to an end by itself, and mail must have arrived.</summary>
    public async Task AtTheEnd()
    {
        var people = stage.Journal.People.Values.ToList();
        await Task.WhenAll(
            Parallel.ForEachAsync(people.Where(p => p.Doubt is not null), Some, async (person, _) => await new Doubts(stage).Resolve(person)),
            Parallel.ForEachAsync(people.Where(p => p.AwaitsMailSince is not null && p.Doubt is null), Some, async (person, _) => await Letters.Expect(stage, person)));
        await Rows.CheckSettled(cluster.Postgres, stage.Journal);
        _logs.Check(stage.Journal);
    }
}

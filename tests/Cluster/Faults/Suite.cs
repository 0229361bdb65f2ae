using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Invariants;
using Members.Tests.Cluster.Linearizability.Checking;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>All rounds on one cluster, one after the other, and the table of their results.</summary>
internal sealed class Suite : IDisposable
{
    private const int Pending = 60;
    private readonly Journal _journal = new();
    private readonly Caller _caller;
    private readonly Stage _stage;
    private readonly ClusterUnderTest _cluster;
    private readonly Examination _examination;
    private readonly List<RoundResult> _results = [];
    private readonly List<IReadOnlyList<Operation>> _histories = [];

    public Suite(ClusterUnderTest cluster, int seed)
    {
        (_cluster, _caller) = (cluster, new Caller(cluster.Endpoints, _journal));
        _stage = new Stage(_caller, _journal, new Crowd(_journal), cluster.Mail, new Random(seed));
        _examination = new Examination(cluster, _stage);
    }

    public IReadOnlyList<RoundResult> Results => _results;

    /// <summary>Makes members that wait for approval, and members to begin with.</summary>
    public async Task Prepare()
    {
        await SignUp("MANUAL");
        await Parallel.ForAsync(0, Pending, async (_, _) => await Registering.Register(_stage, Standing.Pending));
        await SignUp("AUTOMATIC");
        await Parallel.ForAsync(0, Pending, async (_, _) => await Registering.Register(_stage, Standing.Active));
        Assert.Empty(_journal.Violations);
    }

    /// <summary>One round. What only took too long is tried once more: other work on the machine may be why.</summary>
    public async Task Play(Func<Fault> fault, int seed)
    {
        var result = await new Round(_cluster, _stage, _examination, _histories, seed).Play(fault());
        _results.Add(result);
        if (result is { Violations.Count: 0, IsInTime: false })
        {
            _results.Add(await new Round(_cluster, _stage, _examination, _histories, seed).Play(fault()) with { Fault = $"{result.Fault}, again" });
            _results.Remove(_results[^1].IsGood ? result : _results[^1]);
        }
    }

    /// <summary>What was left in doubt, and mail.</summary>
    public async Task Finish()
    {
        var before = _journal.Violations.Count;
        await _examination.AtTheEnd();
        var report = HistoryReport.Of(_histories, _cluster.LogFolder);
        foreach (var violation in report.Violations)
        {
            _journal.Break("I1", violation);
        }

        Histories = report.Statistics.ToString();
        _results.Add(new RoundResult("afterwards: what was left in doubt, and mail", 0) { Evidence = "", Violations = [.. _journal.Violations.Skip(before)] });
    }

    /// <summary>What the checker says of the histories of all rounds.</summary>
    public string? Histories { get; private set; }

    public void Dispose() => _caller.Dispose();

    private async Task SignUp(string approval)
    {
        var ended = await _stage.Insist(new Call(HttpMethod.Patch, "settings", new { signupApproval = approval }));
        Assert.True(ended.IsOk, $"{ended.Answer}");
    }
}

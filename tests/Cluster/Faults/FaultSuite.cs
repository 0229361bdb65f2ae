using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Invariants;
using Members.Tests.Cluster.Linearizability;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Rounds on one cluster, one after the other, and their results.</summary>
internal sealed class FaultSuite : IDisposable
{
    private const int Pending = 60;
    private readonly Journal _journal = new();
    private readonly RetryingClient _client;
    private readonly LoadContext _context;
    private readonly ClusterUnderTest _cluster;
    private readonly InvariantChecks _checks;
    private readonly List<RoundResult> _results = [];
    private readonly List<IReadOnlyList<Operation>> _histories = [];
    private Approver? _approver;

    public FaultSuite(ClusterUnderTest cluster, int seed)
    {
        (_cluster, _client) = (cluster, new RetryingClient(cluster.Endpoints, _journal));
        _context = new LoadContext(_client, _journal, new Population(_journal), cluster.Mail, new Random(seed));
        _checks = new InvariantChecks(cluster, _context);
    }

    public IReadOnlyList<RoundResult> Results => _results;

    /// <summary>What applications there were.</summary>
    public string? Applications { get; private set; }

    /// <summary>What the checker says of the histories of all rounds.</summary>
    public string? Histories { get; private set; }

    /// <summary>Makes members that wait for approval, and members to begin with.</summary>
    public async Task Prepare()
    {
        await SignUp("MANUAL");
        await Parallel.ForAsync(0, Pending, async (_, _) => await Registering.Register(_context, Status.Pending));
        await SignUp("AUTOMATIC");
        await SignUpForm.Ask(_context);
        _approver = await Approver.Appoint(_context);
        await Parallel.ForAsync(0, Pending, async (_, _) => await Registering.Register(_context, Status.Active));
        Assert.Empty(_journal.Violations);
    }

    /// <summary>Plays one round, and again if it only took too long: other work on the machine may be why.</summary>
    public async Task Play(Func<Fault> fault, int seed)
    {
        var result = await PlayOnce(fault(), seed);
        if (result is { Violations.Count: 0, IsInTime: false })
        {
            var again = await PlayOnce(fault(), seed);
            _results.Add(again.IsGood ? again with { Fault = $"{again.Fault}, again" } : result);
        }
        else
        {
            _results.Add(result);
        }
    }

    /// <summary>Checks what can only be told at the end: operations of unknown outcome, mail, histories.</summary>
    public async Task Finish()
    {
        var (before, start) = (_journal.Violations.Count, Traffic.Now);
        Applications = await _checks.AtTheEnd(_approver!);
        await _approver!.Dismiss();
        await SignUpForm.Remove(_context);
        var report = HistoryReport.Of(_histories, _cluster.LogFolder);
        foreach (var violation in report.Violations)
        {
            _journal.Violate("I6", violation);
        }

        Histories = report.Statistics.ToString();
        _results.Add(new RoundResult("at the end: unknown outcomes, mail, histories of addresses", 0)
        {
            Evidence = "",
            Took = Traffic.Between(start, Traffic.Now),
            Violations = [.. _journal.Violations.Skip(before)],
        });
    }

    public void Dispose() => _client.Dispose();

    private Task<RoundResult> PlayOnce(Fault fault, int seed) => new FaultRound(_cluster, _context, _checks, _histories, seed).Play(fault);

    private async Task SignUp(string approval)
    {
        var outcome = await _context.SendUntilAnswered(new Call(HttpMethod.Patch, "settings", new { signupApproval = approval }));
        Assert.True(outcome.IsOk, $"{outcome.Answer}");
    }
}

using Members.Tests.Bench.Load;
using Members.Tests.Bench.Report;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>64 clients log in without a pause while two connections check sessions.</summary>
internal sealed class Storm : IExperiment
{
    private const string Limit = "bare + BCrypt.Net", Many = "Members, many networks";

    public string Name => "storm";

    public string Shows => "session checks while 64 clients log in without a pause, and what becomes of the logins";

    public bool UsesPeers => true;

    public async Task<Outcome> Run(Stage stage)
    {
        var peers = await stage.Peers();
        var probes = peers.All.Select(t => new Probe(t.Name, () => Measure(stage, peers, t, t.LoggingIn))).ToList();
        probes.Insert(0, new Probe(Limit, () => StormOfLogins.MeasureLimit(stage, peers)));
        probes.Add(new Probe(Many, () => Measure(stage, peers, peers.Members, FromManyNetworks(peers.Members))));
        var rounds = await Rounds.Run(stage, probes);
        return new Outcome(
            [.. Rows(rounds, "Members", "one network"), .. Rows(rounds, Many, "many networks")],
            new Picture.Bars(
                "Checks of two connections in a storm of logins", "a second",
                [.. probes.Select(p => (p.Name, rounds[p.Name, StormOfLogins.Checks]))]));
    }

    private static Task<IReadOnlyDictionary<string, double>> Measure(Stage stage, Peers peers, Target target, LoadPlan logins) =>
        StormOfLogins.Measure(stage, peers.Checks[target.Name], logins with { First = 1, Numbers = Peers.Count });

    // As a proxy says it that is trusted (Members:TrustedProxies): each member logs in from another network.
    private static LoadPlan FromManyNetworks(MembersTarget members) => members.Plan(
        [.. Enumerable.Range(1, Peers.Count).Select(n => MembersTarget.LoginFrom($"X-Forwarded-For: 100.{64 + n}.7.1"))]);

    private static IEnumerable<Row> Rows(Rounds rounds, string members, string from)
    {
        Row Compare(string what, Func<string, Series> of) => new()
        {
            What = what + from,
            Limit = of(Limit),
            LimitIs = "bare endpoint beside BCrypt.Net at the lowest priority",
            Identity = of("Identity"),
            BetterAuth = of("better-auth"),
            Members = of(members),
        };

        yield return Compare(
            "p99 of checks, storm / idle: ", n => rounds[n, StormOfLogins.StormP99].Over(rounds[n, StormOfLogins.IdleP99])) with
        {
            Goal = Goal.AtMost(3),
        };
        yield return Compare("check/s of two connections in the storm: ", n => rounds[n, StormOfLogins.Checks]) with
        {
            Goal = Goal.AtLeast(8_000),
        };
        var ofCalm = rounds[members, StormOfLogins.Logins].Over(rounds[members, StormOfLogins.Calm]);
        yield return Compare("login/s answered 200 in the storm: ", n => rounds[n, StormOfLogins.Logins]) with
        {
            Ratio = ofCalm,
            Goal = Goal.AtLeast(0.95),
            Note = $"The ratio is to its calm rate, {rounds[members, StormOfLogins.Calm].Median:0.0}/s.",
        };
    }
}

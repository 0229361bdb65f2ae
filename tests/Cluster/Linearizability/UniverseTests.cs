using Xunit.Abstractions;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>That the load of a universe finds what is wrong, and nothing where nothing is: on products in memory.</summary>
public sealed class UniverseTests(ITestOutputHelper output)
{
    private const int Most = 40;

    // What is right gets an address in the end, however slow the machine; what is not need not be waited for.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private static readonly IReadOnlyList<Uri> Gateways = [new("http://one.example"), new("http://two.example")];

    [Fact]
    public async Task What_is_right_is_strictly_linearizable()
    {
        using var members = new FakeMembers();
        var judgements = new List<Judgement>();
        for (var seed = 1; seed <= 10; seed++)
        {
            var (judgement, stuck) = await Run(members, seed, Long);
            Assert.True(judgement.IsStrict, judgement.Strict.ToString());
            Assert.Empty(stuck);
            judgements.Add(judgement);
        }

        var statistics = Statistics.Of(judgements);
        output.WriteLine(statistics.ToString());
        Assert.True(statistics.IsResult && statistics.UnknownShare > 0.02, statistics.ToString());
        Assert.All(Enum.GetValues<OperationKind>(), kind => Assert.Contains(judgements, j => j.History.Any(o => o.Kind == kind && o.Result == Result.Ok)));
        Assert.All(Enum.GetValues<Result>(), result => Assert.Contains(judgements, j => j.History.Any(o => o.Result == result)));
    }

    [Fact]
    public async Task A_change_in_steps_is_linearizable_leniently()
    {
        using var members = new ChangesInSteps();
        for (var seed = 1; seed <= 10; seed++)
        {
            var (judgement, stuck) = await Run(members, seed, Long);
            Assert.True(judgement.IsStrict || judgement.IsLenientOnly, judgement.Lenient.ToString());
            Assert.Empty(stuck);
        }
    }

    [Theory]
    [InlineData(typeof(HasTwoWinners))]
    [InlineData(typeof(TrustsTheIndexAlone))]
    [InlineData(typeof(FreesTheOldAddressFirst))]
    [InlineData(typeof(ServesWhatItCouldNotStore))]
    [InlineData(typeof(BlocksLate))]
    public Task A_flaw_is_found_though_reservations_pass(Type flawed) => Finds(flawed, (judgement, _) => judgement.IsViolation);

    [Fact]
    public Task An_address_that_stays_reserved_is_found() => Finds(typeof(KeepsReservations), (_, stuck) => stuck.Count > 0);

    private async Task Finds(Type flawed, Func<Judgement, IReadOnlyList<int>, bool> isFound)
    {
        using var members = (FakeMembers)Activator.CreateInstance(flawed)!;
        for (var seed = 1; seed <= Most; seed++)
        {
            var (judgement, stuck) = await Run(members, seed, Short);
            if (isFound(judgement, stuck))
            {
                output.WriteLine($"Found by universe {seed}.");
                return;
            }
        }

        Assert.Fail($"{Most} universes did not find it.");
    }

    private static async Task<(Judgement Judgement, IReadOnlyList<int> Stuck)> Run(HttpMessageHandler members, int seed, TimeSpan reservation)
    {
        using var universe = new Universe(Gateways, "key", seed, new UniverseOptions { Handler = members, Pause = TimeSpan.FromMilliseconds(1) });
        await universe.Load();
        var stuck = await universe.Settle(reservation);
        return (Checker.Judge(universe.History.Operations), stuck);
    }
}

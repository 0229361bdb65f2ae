using System.Globalization;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>The e-mail index of the real product, in one process. <c>MEMBERS_ROUNDS=25</c> makes it more than a few histories.</summary>
public sealed class SingleProcessTests(ITestOutputHelper output)
{
    private const int AtOnce = 2;
    private const int Half = AtOnce * 100;

    // The contract's limit (I3).
    private static readonly TimeSpan Reservation = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Its_histories_are_linearizable()
    {
        await using var product = new SingleProcess();
        await product.Start();
        await Run(product, rounds: 2, _ => Task.CompletedTask);
    }

    [Fact]
    public async Task Its_histories_are_linearizable_though_it_is_killed_in_the_middle()
    {
        await using var product = new SingleProcess();
        await product.Start();
        await Run(product, rounds: 1, async universes =>
        {
            using var patience = new CancellationTokenSource(Patience);
            while (universes.Sum(u => u.History.Operations.Count) < Half)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
            }

            await product.Kill();
            await product.Start();
        });
    }

    private async Task Run(SingleProcess product, int rounds, Func<IReadOnlyList<Universe>, Task> fault)
    {
        var judgements = new List<Judgement>();
        rounds = Environment.GetEnvironmentVariable("MEMBERS_ROUNDS") is { } more ? int.Parse(more, CultureInfo.InvariantCulture) : rounds;
        for (var round = 0; round < rounds; round++)
        {
            var universes = Enumerable.Range(1, AtOnce).Select(n => new Universe([product.Url], SingleProcess.Key, (round * AtOnce) + n)).ToList();
            judgements.AddRange(await UniverseRound.Run(universes, () => fault(universes), Reservation, output.WriteLine));
        }

        var statistics = Statistics.Of(judgements);
        output.WriteLine(statistics.ToString());
        Assert.True(statistics.IsResult && statistics.Violations == 0, statistics.ToString());
    }
}

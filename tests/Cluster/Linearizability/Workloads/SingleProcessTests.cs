using System.Globalization;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Linearizability.Checking;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Linearizability.Workloads;

/// <summary>Histories of the product in one process. <c>MEMBERS_ROUNDS=25</c> makes more than a few.</summary>
public sealed class SingleProcessTests(ITestOutputHelper output) : IDisposable
{
    private const int AtOnce = 2;
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly string? Rounds = Environment.GetEnvironmentVariable("MEMBERS_ROUNDS");
    private readonly HttpClient _http = MembersApi.NewClient();

    public void Dispose() => _http.Dispose();

    [Fact]
    public Task Its_histories_are_linearizable() => Run("single", rounds: 2, (_, _) => Task.CompletedTask);

    [Fact]
    public Task Its_histories_are_linearizable_though_it_is_killed() => Run("single-killed", rounds: 1, async (product, workloads) =>
    {
        var half = AtOnce * new WorkloadOptions().Operations / 2;
        var isHalfDone = () => Task.FromResult(workloads.Sum(w => w.History.Operations.Count) >= half);
        await Eventually.Holds(isHalfDone, Minute, () => "the load is not half done");
        await product.Kill();
        await product.Start();
    });

    private async Task Run(string name, int rounds, Func<SingleProcess, IReadOnlyList<Workload>, Task> fault)
    {
        var folder = Runs.Folder(name);
        await using var product = new SingleProcess(folder);
        await product.Start();
        var histories = new List<IReadOnlyList<Operation>>();
        for (var round = 0; round < (Rounds is null ? rounds : int.Parse(Rounds, CultureInfo.InvariantCulture)); round++)
        {
            var seeds = Enumerable.Range(round * AtOnce, AtOnce);
            var workloads = seeds.Select(s => new Workload(new MembersApi([product.Endpoint.Url], ClusterOptions.Key, _http), s)).ToList();
            await Task.WhenAll(workloads.Select(w => w.Load()).Append(fault(product, workloads)));
            Assert.All(await Task.WhenAll(workloads.Select(w => w.Settle(Minute))), Assert.Empty);
            histories.AddRange(workloads.Select(w => w.History.Operations));
        }

        var report = HistoryReport.Of(histories, folder);
        var text = string.Join('\n', [report.Statistics.ToString(), .. report.Violations]);
        output.WriteLine(text);
        Assert.True(report.Statistics.Holds, text);
    }
}

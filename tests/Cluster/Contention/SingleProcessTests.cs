using System.Globalization;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Linearizability;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Contention;

/// <summary>Histories of the product in one process. <c>MEMBERS_ROUNDS=25</c> makes more than a few.</summary>
public sealed class SingleProcessTests(ITestOutputHelper output)
{
    private const int AtOnce = 2;
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Its_histories_are_linearizable_also_when_it_is_killed()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("MEMBERS_ROUNDS") ?? "2", CultureInfo.InvariantCulture);
        var folder = Runs.Folder("single");
        await using var product = new SingleProcess(folder);
        await product.Start();
        using var http = MembersApi.NewClient();
        var histories = new List<IReadOnlyList<Operation>>();
        for (var round = 0; round < rounds; round++)
        {
            var seeds = Enumerable.Range(round * AtOnce, AtOnce);
            var workloads = seeds.Select(s => new Workload(new MembersApi([product.Endpoint.Url], ClusterOptions.Key, http), s)).ToList();
            var fault = round % 2 == 0 ? Task.CompletedTask : KillInTheMiddle(product, workloads);
            await Task.WhenAll(workloads.Select(w => w.Load()).Append(fault));
            Assert.All(await Task.WhenAll(workloads.Select(w => w.Settle(Minute))), Assert.Empty);
            histories.AddRange(workloads.Select(w => w.History.Operations));
        }

        var report = HistoryReport.Of(histories, folder);
        var text = string.Join('\n', [report.Statistics.ToString(), .. report.Violations]);
        output.WriteLine(text);
        Assert.True(report.Statistics.Holds, text);
    }

    private static async Task KillInTheMiddle(SingleProcess product, List<Workload> workloads)
    {
        var half = AtOnce * new WorkloadOptions().Operations / 2;
        var isHalfDone = () => Task.FromResult(workloads.Sum(w => w.History.Operations.Count) >= half);
        await Eventually.Holds(isHalfDone, "the load is half done", Minute);
        await product.Kill();
        await product.Start();
    }
}

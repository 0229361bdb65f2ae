using Members.Emails;
using Members.Grains;
using Members.OAuth;
using Members.Settings;
using Members.Tests.Grains.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Members.Tests.Grains;

/// <summary>More calls at one grain than it can answer in time.</summary>
[Collection(MembersCollection.Name)]
public sealed class FloodTests(MembersCluster cluster)
{
    private const int Excess = 500;

    // Calls that arrive at the same moment are counted one by one but let in together.
    private const int FewestRefused = Excess - 50;

    [Theory]
    [InlineData("a member")]
    [InlineData("the OAuth clients")]
    [InlineData("the site's settings")]
    public async Task Calls_beyond_the_limit_are_refused_and_the_others_answered(string kind)
    {
        var target = await Find(kind);
        using var watch = cluster.Watch(target.Grain);
        var release = watch.HoldWrite(1);
        var first = target.Write();
        await watch.WriteArrived(1);

        var waiting = Enumerable.Range(0, QueuedCalls.CallsPerActivation + Excess).Select(_ => target.Wait()).ToList();
        await Eventually.Holds(
            () => Task.FromResult(waiting.Count(w => w.IsFaulted) >= FewestRefused),
            () => $"{FewestRefused} calls to {kind} are refused; {waiting.Count(w => w.IsFaulted)} were");
        await Assert.ThrowsAsync<LimitExceededException>(target.Interleave);

        release.SetResult();
        await first;
        await Eventually.Holds(
            () => Task.FromResult(waiting.All(w => w.IsCompleted)), () => $"every call to {kind} is answered");
        var refused = waiting.Where(w => w.IsFaulted).ToList();
        Assert.InRange(refused.Count, FewestRefused, Excess);
        Assert.All(refused, w => Assert.IsType<LimitExceededException>(w.Exception!.InnerException));
        await target.Interleave();
    }

    [Fact]
    public void Grains_of_which_each_silo_has_several_have_the_limit_too() => Assert.All(
        cluster.Cluster.Silos,
        silo => Assert.Equal(
            QueuedCalls.CallsPerActivation,
            cluster.Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<IOptions<SiloMessagingOptions>>()
                .Value.MaxEnqueuedRequestsHardLimit_StatelessWorker));

    private async Task<Target> Find(string kind)
    {
        var (member, clients, settings) = (
            cluster.Member((await cluster.Register()).Id),
            cluster.Grains.GetGrain<IOAuthClientsGrain>(LoginKey.DefaultSite),
            cluster.Settings());
        return kind switch
        {
            "a member" => new(member, () => member.Block(), () => member.Block(), () => member.Find()),
            "the OAuth clients" => new(
                clients,
                () => clients.Create(new CreateOAuthClient("A flooded app", [], ["https://flood.example"], [], false)),
                () => clients.Delete(Guid.Empty),
                () => clients.List().AsTask()),
            _ => new(
                settings,
                () => settings.ChangeSignupPolicy(SignupApproval.Automatic, null),
                () => settings.ChangeSignupPolicy(SignupApproval.Automatic, null),
                () => settings.SignupPolicy().AsTask()),
        };
    }

    /// <summary>A grain, a call that commits, one that waits for its turn, and one that does not.</summary>
    private sealed record Target(IAddressable Grain, Func<Task> Write, Func<Task> Wait, Func<Task> Interleave);
}

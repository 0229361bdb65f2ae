using Members.Outcomes;
using Members.Tests.Grains.Hosting;

namespace Members.Tests.Grains.Faults;

/// <summary>How things go on after a fault.</summary>
public enum Recovery
{
    /// <summary>The caller repeats the command, which meets the activations that saw the fault.</summary>
    Repeat,

    /// <summary>The process died with the fault; the caller repeats the command.</summary>
    RepeatAfterDeath,

    /// <summary>Nobody repeats anything; the upkeep comes by.</summary>
    Settle,

    /// <summary>The process died, nobody repeats anything, upkeep comes by.</summary>
    SettleAfterDeath,
}

/// <summary>Every commit of every command fails once, before it happens and after.</summary>
[Collection(MembersCollection.Name)]
public sealed class StorageFaultTests(MembersCluster cluster)
{
    public static TheoryData<string> Commands => [.. FaultCases.All.Keys];

    public static TheoryData<string, int, FaultMoment, Recovery> Faults
    {
        get
        {
            var data = new TheoryData<string, int, FaultMoment, Recovery>();
            foreach (var (name, command) in FaultCases.All)
            {
                foreach (var moment in Enum.GetValues<FaultMoment>())
                {
                    foreach (var recovery in Enum.GetValues<Recovery>())
                    {
                        for (var commit = 1; commit <= command.Commits.Length; commit++)
                        {
                            data.Add(name, commit, moment, recovery);
                        }
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_makes_the_commits_that_are_documented_and_no_others(string command)
    {
        var trial = await FaultCases.All[command].Prepare(cluster);
        using (var watch = cluster.Watch(trial.Grains))
        {
            Assert.True(await trial.Run());
            Assert.Equal(FaultCases.All[command].Commits, watch.Commits);
        }

        await Settle(trial);
        await trial.Judge(true);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task After_a_fault_the_outcome_is_whole_or_nothing(string command, int commit, FaultMoment moment, Recovery recovery)
    {
        var trial = await FaultCases.All[command].Prepare(cluster);
        var before = await trial.Look();
        using (var watch = cluster.Watch(trial.Grains))
        {
            watch.FailWrite(commit, moment);
            await Assert.ThrowsAsync<StorageUnavailableException>(trial.Run);
            Assert.Equal(FaultCases.All[command].Commits[..commit], watch.Commits);
        }

        // What the activations answer now is what is stored: they answer the same when they know nothing but the store.
        var after = await trial.Look();
        if (recovery is Recovery.RepeatAfterDeath or Recovery.SettleAfterDeath)
        {
            await cluster.Forget(trial.Grains);
            Assert.Equal(await trial.Look(), after);
        }

        if (commit == 1 && moment == FaultMoment.Before)
        {
            Assert.Equal(before, after);
        }

        var acknowledged = recovery is Recovery.Repeat or Recovery.RepeatAfterDeath;
        if (acknowledged)
        {
            await trial.Run();
        }

        await Settle(trial);
        await trial.Judge(acknowledged);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task While_it_is_unknown_what_is_stored_nothing_is_answered(string command)
    {
        var trial = await FaultCases.All[command].Prepare(cluster);
        var last = FaultCases.All[command].Commits.Length;
        using (var watch = cluster.Watch(trial.Grains))
        {
            watch.FailWrite(last, FaultMoment.After);
            await Assert.ThrowsAsync<StorageUnavailableException>(trial.Run);
            watch.FailReads(int.MaxValue);
            await Assert.ThrowsAsync<StorageUnavailableException>(trial.Look);
            await Assert.ThrowsAsync<StorageUnavailableException>(trial.Look);
            watch.FailReads(0);
        }

        var after = await trial.Look();
        await cluster.Forget(trial.Grains);
        Assert.Equal(await trial.Look(), after);
    }

    // A minute: longer than a claim keeps an address, and than a mail waits for its second try.
    private async Task Settle(Trial trial)
    {
        cluster.Clock.Advance(TimeSpan.FromSeconds(61));
        foreach (var member in trial.Members)
        {
            await cluster.Upkeep(member).Settle();
        }
    }
}

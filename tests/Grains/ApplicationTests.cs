using Members.Accounts;
using Members.Admission;
using Members.Calls;
using Members.Outcomes;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

/// <summary>Deciding on applications through the grains, and what time does to them (admission, section 1).</summary>
[Collection(MembersCollection.Name)]
public sealed class ApplicationTests(MembersCluster cluster)
{
    [Theory]
    [InlineData(ApplicationCommand.Approve, MemberStatus.Active)]
    [InlineData(ApplicationCommand.Reject, MemberStatus.Rejected)]
    [InlineData(ApplicationCommand.Block, MemberStatus.Blocked)]
    public async Task A_decision_is_one_commit_and_its_repetition_is_none(ApplicationCommand command, MemberStatus status)
    {
        var member = await cluster.RegisterPending();
        using var watch = cluster.Watch(cluster.Member(member.Id));

        Assert.True((await Of(member.Id).Decide(new DecideApplication(command, Reason: "So."))).Done().Changed);
        Assert.Single(watch.Commits);
        var again = (await Of(member.Id).Decide(new DecideApplication(command, Reason: "Other."))).Done();

        Assert.Equal((false, "So."), (again.Changed, again.Decision!.Reason));
        Assert.Single(watch.Commits);
        Assert.Equal(status, (await cluster.Member(member.Id).Find())!.Status);
    }

    [Fact]
    public async Task Of_decisions_that_race_one_takes_effect_and_all_callers_learn_which()
    {
        var member = await cluster.RegisterPending();
        var commands = Enumerable.Range(0, 15).Select(i => new DecideApplication((ApplicationCommand)(i % 3), Reason: $"{i}"));

        var outcomes = await Task.WhenAll(commands.Select(c => Of(member.Id).Decide(c)));

        var decided = Assert.Single(outcomes, o => o is { Succeeded: true, Value.Changed: true }).Done().Decision;
        Assert.All(outcomes, o => Assert.Equal(
            decided, o.Succeeded ? o.Value.Decision : Assert.IsType<Refusal.AlreadyDecided>(o.Refusal).Decision));
    }

    [Fact]
    public async Task Who_was_rejected_is_gone_after_ninety_days_and_the_address_is_free()
    {
        var member = await cluster.RegisterPending();
        (await Of(member.Id).Decide(new DecideApplication(ApplicationCommand.Reject))).Done();
        Assert.Equal(4, (await cluster.StoredMember(member.Id)).Schema);

        cluster.Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1));
        await cluster.Upkeep(member.Id).Settle();
        Assert.Equal(MemberStatus.Rejected, (await cluster.Member(member.Id).Find())!.Status);

        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        await cluster.Upkeep(member.Id).Settle();
        Assert.Null(await cluster.Member(member.Id).Find());
        Assert.Equal(2, (await cluster.StoredMember(member.Id)).Schema);
        (await cluster.Member(MemberId.New()).Register(
            new RegisterMember(member.Email, GoodPassword, ContactInfo.Empty, ProfilePrivacy.Private))).Done();
    }

    [Fact]
    public async Task Where_an_application_came_from_is_forgotten_in_one_commit()
    {
        new CallOrigin("visitor", "192.0.2.7", null).Flow();
        var member = await cluster.RegisterPending();
        CallOrigin.System.Flow();
        (await Of(member.Id).Decide(new DecideApplication(ApplicationCommand.Approve))).Done();
        Assert.Equal("192.0.2.0/24", (await cluster.StoredMember(member.Id)).Applications[0].Origin!.Network);
        cluster.Clock.Advance(TimeSpan.FromDays(29));
        await cluster.Upkeep(member.Id).Settle();
        cluster.Clock.Advance(TimeSpan.FromDays(1));
        using var watch = cluster.Watch(cluster.Member(member.Id));

        await cluster.Upkeep(member.Id).Settle();
        await cluster.Upkeep(member.Id).Settle();

        Assert.Null((await cluster.StoredMember(member.Id)).Applications[0].Origin);
        Assert.Single(watch.Commits);
    }

    [Fact]
    public async Task Nobody_is_decided_on_who_does_not_exist_and_nothing_stays_in_memory()
    {
        var nobody = MemberId.New();
        (await Of(nobody).Decide(new DecideApplication(ApplicationCommand.Approve))).Refused(new Refusal.MemberNotFound());
        (await Of(nobody).UndoDecision()).Refused(new Refusal.MemberNotFound());
        (await Of(nobody).AddNote("Hello.")).Refused(new Refusal.MemberNotFound());
        Assert.Null(await cluster.Member(nobody).Find());
    }

    private IMemberApplicationsGrain Of(Guid member) => cluster.Grains.GetGrain<IMemberApplicationsGrain>(member);
}

using Members.Grains.Mail;
using Members.Outcomes;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains.Faults;

/// <summary>Members who ask for their deletion.</summary>
internal static partial class FaultCases
{
    private static async Task<Trial> RequestDeletion(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var at = cluster.Now + TimeSpan.FromDays(14);
        return Of(
            cluster,
            member,
            async () => (await cluster.Member(member.Id).RequestDeletion(new(session.Id, GoodPassword))).Done().At == at,
            async acknowledged =>
            {
                var found = (await cluster.Member(member.Id).Find())!;
                Assert.True(found.DeletionAt is not null || !acknowledged);
                Assert.Equal(found.DeletionAt is null, await cluster.IsLive(session));
                Assert.Equal(
                    found.DeletionAt is null ? 0 : 1,
                    cluster.Mail.Of(member.Id).Where(m => m.Kind == MailKind.AccountDeletion).Select(m => m.EntryId).Distinct().Count());
                Assert.True(await cluster.CanLogIn(member.Email));
            });
    }

    private static async Task<Trial> ComeBack(MembersCluster cluster)
    {
        var member = await Leaving(cluster);
        return Of(
            cluster,
            member,
            async () => (await cluster.Login(member.Email)).Succeeded,
            async acknowledged =>
            {
                var stays = (await cluster.Member(member.Id).Find())!.DeletionAt is null;
                Assert.True(stays || !acknowledged);
                cluster.Clock.Advance(TimeSpan.FromDays(14));
                await cluster.Upkeep(member.Id).Settle();
                Assert.Equal(stays, await cluster.CanLogIn(member.Email));
            });
    }

    private static async Task<Trial> DeletionIsDue(MembersCluster cluster)
    {
        var member = await Leaving(cluster);
        cluster.Clock.Advance(TimeSpan.FromDays(14));
        return Of(
            cluster,
            member,
            async () =>
            {
                await cluster.Upkeep(member.Id).Settle();
                return true;
            },
            async _ =>
            {
                Assert.Null(await cluster.Member(member.Id).Find());
                Assert.Null(await cluster.OwnerOf(member.Email));
                (await cluster.Login(member.Email)).Refused(new Refusal.InvalidCredentials());
            });
    }

    private static async Task<Known> Leaving(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        (await cluster.Member(member.Id).RequestDeletion(new(session.Id, GoodPassword))).Done();
        await cluster.Upkeep(member.Id).Settle();
        return member;
    }
}

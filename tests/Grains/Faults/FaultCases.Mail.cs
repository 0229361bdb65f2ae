using Members.Mail;
using Members.Tests.Grains.Hosting;

namespace Members.Tests.Grains.Faults;

/// <content>Mails that staff have tried again.</content>
internal static partial class FaultCases
{
    private static async Task<Trial> TryMailsNow(MembersCluster cluster)
    {
        var member = await cluster.Register();
        await cluster.MailLink(member);
        cluster.Clock.Advance(TimeSpan.FromSeconds(30));
        return Of(
            cluster,
            member,
            async () =>
            {
                (await cluster.Grains.GetGrain<IMemberMailsGrain>(member.Id).TryNow()).Done();
                return true;
            },
            async _ =>
            {
                // A try whose commit came through although its answer did not waits for its next turn.
                cluster.Clock.Advance(TimeSpan.FromMinutes(2));
                await cluster.Upkeep(member.Id).Settle();
                await NewestLinkWorks(cluster, member, true);
            });
    }
}

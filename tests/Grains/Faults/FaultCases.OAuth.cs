using Members.Accounts;
using Members.ApiKeys;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.OAuthCalls;

namespace Members.Tests.Grains.Faults;

/// <content>Logins with OAuth clients, the clients, and tokens of API keys.</content>
internal static partial class FaultCases
{
    private static async Task<Trial> Authorize(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var ticket = member.Registered.SessionTicket!;
        return Of(
            cluster,
            member,
            async () => DoneOrUsed(await cluster.Tokens(member.Id).Authorize(Asking(ticket))),
            async acknowledged =>
            {
                // One ticket, one code at most; used exactly if there is one.
                var tokens = (await cluster.StoredMember(member.Id)).Tokens;
                var used = tokens.Single(t => t.Id == ticket.Id).Fate == TokenFate.Used;
                Assert.Equal(used ? 1 : 0, tokens.Count(t => t.Purpose == TokenPurpose.AuthorizationCode));
                Assert.True(used || !acknowledged);
            });
    }

    private static async Task<Trial> RedeemCode(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var code = await cluster.Code(member.Id);
        var given = false;
        return Of(
            cluster,
            member,
            async () => given = DoneOrUsed(await cluster.Tokens(member.Id).RedeemCode(Showing(code))),
            async acknowledged =>
            {
                // A session exists only if the code is used; one that was repeated has ended what it opened.
                var record = await cluster.StoredMember(member.Id);
                var used = record.Tokens.Single(t => t.Id == code.Id).Fate == TokenFate.Used;
                Assert.True(used || !acknowledged);
                Assert.True(used || record.Sessions.IsEmpty);
                Assert.True(!given || record.Sessions.Single().Id == code.Id);
                Assert.True(!acknowledged || given || record.Sessions.IsEmpty);
            });
    }

    private static async Task<Trial> RedeemCodeAgain(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var code = await cluster.Code(member.Id);
        var issued = (await cluster.Tokens(member.Id).RedeemCode(Showing(code))).Done();
        return Ending(
            cluster, member, issued.Access,
            async () => (await cluster.Tokens(member.Id).RedeemCode(Showing(code))).Refused(new Refusal.TokenInvalid(TokenFate.Used)));
    }

    private static async Task<Trial> Refresh(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var first = await cluster.OpenFor(member.Id);
        OpaqueToken? next = null;
        return Of(
            cluster,
            member,
            async () =>
            {
                next = (await cluster.Refresh(first.Refresh)).Refresh;
                return true;
            },
            async _ =>
            {
                // Whether or not the answer arrived, the client goes on with what it has.
                var again = await cluster.Refresh(next ?? first.Refresh);
                Assert.True(await cluster.IsGood(again.Access));
                Assert.Single((await cluster.StoredMember(member.Id)).Sessions);
            },
            async () => $"{await cluster.IsGood(first.Access)}");
    }

    private static async Task<Trial> RefreshWithOlder(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var first = await cluster.OpenFor(member.Id);
        var last = await cluster.Refresh((await cluster.Refresh(first.Refresh)).Refresh);
        return Ending(cluster, member, last.Access, async () => Assert.IsType<Refusal.TokenInvalid>(
            (await cluster.Tokens(member.Id).Refresh(Rotating(first.Refresh))).Refusal));
    }

    private static async Task<Trial> OpenFor(MembersCluster cluster)
    {
        var member = await cluster.Register();
        OpaqueToken? access = null;
        return Of(
            cluster,
            member,
            async () =>
            {
                access = (await cluster.OpenFor(member.Id)).Access;
                return true;
            },
            async acknowledged => Assert.True(!acknowledged || await cluster.IsGood(access!)));
    }

    private static async Task<Trial> RevokeToken(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var issued = await cluster.OpenFor(member.Id);
        return Ending(cluster, member, issued.Access, () => cluster.Tokens(member.Id).Revoke(issued.Refresh, Client));
    }

    private static Task<Trial> CreateClient(MembersCluster cluster)
    {
        var clients = cluster.Clients($"site-{MemberId.New():N}");
        return Task.FromResult(new Trial(
            [clients],
            async () => (await clients.Create(Shop)).Done().Name == "Shop",
            async () => string.Join(',', (await clients.List()).Clients.Select(c => c.Id)),
            async acknowledged => Assert.True(!acknowledged || (await clients.List()).Clients.Length > 0)));
    }

    private static async Task<Trial> DeleteClient(MembersCluster cluster)
    {
        var clients = cluster.Clients($"site-{MemberId.New():N}");
        var client = (await clients.Create(Shop)).Done();
        var visitor = (await clients.WelcomeVisitor(client.Id))!;
        return new Trial(
            [clients],
            () => clients.Delete(client.Id),
            async () => $"{await clients.Find(client.Id)} {await clients.CheckVisitor(visitor.Access)}",
            async acknowledged =>
            {
                Assert.True(!acknowledged || await clients.Find(client.Id) is null);
                Assert.Equal(await clients.Find(client.Id) is null, await clients.CheckVisitor(visitor.Access) is null);
            });
    }

    private static async Task<Trial> IssueKeyToken(MembersCluster cluster)
    {
        var secret = Operators();
        var key = cluster.ApiKey(secret.KeyId);
        await key.Adopt(secret, "bootstrap");
        OpaqueToken? token = null;
        return new Trial(
            [key],
            async () => (token = (await key.IssueToken(secret))?.Token) is not null,
            async () => $"{await key.Check(secret)}",
            async acknowledged => Assert.True(!acknowledged || await key.CheckToken(token!) == ScopeSet.All));
    }

    private static Trial Ending(MembersCluster cluster, Known member, OpaqueToken access, Func<Task> end) => Of(
        cluster,
        member,
        async () =>
        {
            await end();
            return true;
        },
        async acknowledged =>
        {
            var good = await cluster.IsGood(access);
            Assert.True(!acknowledged || !good);
            Assert.Equal(good ? 1 : 0, (await cluster.StoredMember(member.Id)).Sessions.Length);
        },
        async () => $"{await cluster.IsGood(access)}");
}

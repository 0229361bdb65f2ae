using Members.Accounts;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;
using static Members.Tests.Grains.Hosting.OAuthCalls;

namespace Members.Tests.Grains;

/// <summary>Logins with OAuth clients (docs/adr/0010).</summary>
[Collection(MembersCollection.Name)]
public sealed class OAuthTests(MembersCluster cluster)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly Refusal Unknown = new Refusal.TokenInvalid(TokenFate.Unknown), Used =
        new Refusal.TokenInvalid(TokenFate.Used), Revoked = new Refusal.TokenInvalid(TokenFate.Revoked);

    [Fact]
    public async Task A_ticket_becomes_a_code_and_that_a_session_that_every_silo_knows()
    {
        var member = await cluster.Register();
        var code = (await cluster.Tokens(member.Id).Authorize(Asking(member.Registered.SessionTicket!))).Done();
        var issued = (await cluster.Tokens(member.Id).RedeemCode(Showing(code))).Done();

        Assert.Equal((member.Id, TimeSpan.FromHours(4)), (issued.Member, issued.ExpiresIn));
        foreach (var grains in cluster.Everywhere)
        {
            var live = (await grains.GetGrain<IMemberGrain>(member.Id).CheckSession(issued.Access))!;
            Assert.Equal(
                (code.Id, Client, cluster.Now.AddHours(4), member.Id), (live.Id, live.OAuthClient!.Value, live.ExpiresAt, live.Member.Id));
        }

        var listed = Assert.Single(await cluster.Member(member.Id).ListSessions());
        Assert.Equal((code.Id, Client, cluster.Now.AddDays(14)), (listed.Id, listed.OAuthClient!.Value, listed.ExpiresAt));
        (await cluster.Member(member.Id).OpenSession(member.Registered.SessionTicket!, Somewhere)).Refused(Used);
        await cluster.Forget(cluster.Member(member.Id));
        Assert.True(await cluster.IsGood(issued.Access));
    }

    [Fact]
    public async Task A_session_of_our_own_kind_gives_a_code_and_an_access_token_does_not()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var issued = await cluster.OpenFor(member.Id);

        (await cluster.Tokens(member.Id).Authorize(Asking(session.Token))).Done();
        (await cluster.Tokens(member.Id).Authorize(Asking(issued.Access))).Refused(new Refusal.Unauthenticated());
        Assert.True(await cluster.IsLive(session));
    }

    [Fact]
    public async Task Nothing_but_a_session_or_access_token_is_accepted_as_a_session()
    {
        var member = await cluster.Register();
        var code = await cluster.Code(member.Id);
        Assert.False(await cluster.IsGood(code));
        var issued = (await cluster.Tokens(member.Id).RedeemCode(Showing(code))).Done();

        Assert.All(
            await Task.WhenAll(new[] { issued.Refresh, code, member.Registered.SessionTicket! }.Select(cluster.IsGood)), Assert.False);
        foreach (var purpose in Enum.GetValues<TokenPurpose>())
        {
            Assert.False(await cluster.IsGood(OpaqueToken.Create(purpose, member.Id, code.Id, new byte[32])));
        }
    }

    [Fact]
    public async Task Tokens_are_good_until_the_second_before_their_time_is_over()
    {
        var member = await cluster.Register();
        var (early, late) = (await cluster.Code(member.Id), await cluster.Code(member.Id));
        cluster.Clock.Advance(TimeSpan.FromMinutes(1) - Second);
        var issued = (await cluster.Tokens(member.Id).RedeemCode(Showing(early))).Done();
        cluster.Clock.Advance(Second);
        (await cluster.Tokens(member.Id).RedeemCode(Showing(late))).Refused(new Refusal.TokenExpired());

        cluster.Clock.Advance(TimeSpan.FromHours(4) - Second - Second);
        Assert.True(await cluster.IsGood(issued.Access));
        cluster.Clock.Advance(Second);
        Assert.False(await cluster.IsGood(issued.Access));

        cluster.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromHours(4) - Second);
        var last = await cluster.Refresh(issued.Refresh);
        Assert.Equal(Second, last.ExpiresIn);
        cluster.Clock.Advance(Second);
        Assert.False(await cluster.IsGood(last.Access));
        (await cluster.Tokens(member.Id).Refresh(Rotating(last.Refresh))).Refused(new Refusal.TokenExpired());
    }

    [Fact]
    public async Task A_code_that_comes_again_ends_the_session_that_it_opened_and_no_other()
    {
        var member = await cluster.Register();
        var (code, other) = (await cluster.Code(member.Id), await cluster.OpenFor(member.Id));
        var issued = (await cluster.Tokens(member.Id).RedeemCode(Showing(code))).Done();
        (await cluster.Tokens(member.Id).RedeemCode(Showing(code))).Refused(Used);

        Assert.False(await cluster.IsGood(issued.Access));
        (await cluster.Tokens(member.Id).Refresh(Rotating(issued.Refresh))).Refused(Unknown);
        Assert.True(await cluster.IsGood(other.Access));
        Assert.Single((await cluster.StoredMember(member.Id)).Events, e => e.Type == "authn_token_reuse");
    }

    [Fact]
    public async Task Of_many_uses_of_a_code_at_once_one_is_given_tokens()
    {
        var member = await cluster.Register();
        var code = await cluster.Code(member.Id);
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => cluster.Tokens(member.Id, cluster.Everywhere[i % 3]).RedeemCode(Showing(code))));

        var issued = Assert.Single(outcomes, o => o.Succeeded).Value!;
        Assert.All(outcomes.Where(o => !o.Succeeded), o => o.Refused(Used));

        // Somebody else had the code too: nobody keeps what it opened.
        Assert.False(await cluster.IsGood(issued.Access));
        Assert.Empty(await cluster.Member(member.Id).ListSessions());
    }

    public static TheoryData<string> Endings =>
        ["block", "set password", "change password", "logout everywhere", "change address and end sessions"];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task What_ends_a_members_sessions_ends_access_and_refresh_tokens_and_codes_everywhere(string ending)
    {
        var member = await cluster.Register();
        var (issued, code) = (await cluster.OpenFor(member.Id), await cluster.Code(member.Id));
        await End(ending, member);
        if (ending == "block")
        {
            (await cluster.Member(member.Id).Approve()).Done();
        }

        foreach (var grains in cluster.Everywhere)
        {
            Assert.Null(await grains.GetGrain<IMemberGrain>(member.Id).CheckSession(issued.Access));
            (await cluster.Tokens(member.Id, grains).Refresh(Rotating(issued.Refresh))).Refused(Unknown);
            (await cluster.Tokens(member.Id, grains).RedeemCode(Showing(code))).Refused(Revoked);
        }
    }

    [Fact]
    public async Task A_session_ends_by_its_id_or_by_either_of_its_tokens_and_by_no_other_client()
    {
        var member = await cluster.Register();
        var (one, two, three) = (await cluster.OpenFor(member.Id), await cluster.OpenFor(member.Id), await cluster.OpenFor(member.Id));
        await cluster.Tokens(member.Id).Revoke(one.Access, Guid.Empty);
        await cluster.Tokens(member.Id).Revoke(
            OpaqueToken.Create(TokenPurpose.RefreshToken, member.Id, one.Refresh.Id, new byte[32]), Client);
        Assert.True(await cluster.IsGood(one.Access));

        await cluster.Member(member.Id).EndSession((await cluster.Member(member.Id).CheckSession(one.Access))!.Id);
        await cluster.Tokens(member.Id).Revoke(two.Access, Client);
        await cluster.Tokens(member.Id).Revoke(three.Refresh, Client);
        Assert.All(await Task.WhenAll(new[] { one, two, three }.Select(i => cluster.IsGood(i.Access))), Assert.False);
        Assert.Empty(await cluster.Member(member.Id).ListSessions());
    }

    [Fact]
    public async Task A_check_of_an_access_token_does_not_touch_the_store()
    {
        var issued = await cluster.OpenFor((await cluster.Register()).Id);
        using var watch = cluster.Watch(cluster.Member(issued.Member));
        for (var i = 0; i < 100; i++)
        {
            Assert.True(await cluster.IsGood(issued.Access));
        }

        Assert.Empty(watch.Operations);
    }

    [Fact]
    public async Task A_session_has_eight_access_tokens_and_the_oldest_goes()
    {
        var first = await cluster.OpenFor((await cluster.Register()).Id);
        var all = new List<OpaqueToken> { first.Access };
        for (var (i, refresh) = (0, first.Refresh); i < 8; i++)
        {
            var next = await cluster.Refresh(refresh);
            (refresh, all) = (next.Refresh, [.. all, next.Access]);
        }

        var good = await Task.WhenAll(all.Select(cluster.IsGood));
        Assert.Equal([false, .. Enumerable.Repeat(true, 8)], good);
    }

    [Fact]
    public async Task Only_an_active_member_logs_in_with_a_client_and_a_made_up_member_leaves_nothing()
    {
        var (pending, blocked) = (await cluster.RegisterPending(), await cluster.Register());
        (await cluster.Member(blocked.Id).Block()).Done();
        var nobody = MemberId.New();
        using var watch = cluster.Watch(cluster.Member(nobody));

        (await Open(pending.Id)).Refused(new Refusal.PendingApproval());
        (await Open(blocked.Id)).Refused(new Refusal.MemberBlocked());
        (await Open(nobody)).Refused(new Refusal.MemberNotFound());
        (await cluster.Tokens(nobody).Refresh(Rotating(Forged(TokenPurpose.RefreshToken)))).Refused(Unknown);
        (await cluster.Tokens(nobody).RedeemCode(Showing(Forged(TokenPurpose.AuthorizationCode)))).Refused(Unknown);
        (await cluster.Tokens(nobody).Authorize(Asking(Forged(TokenPurpose.SessionTicket)))).Refused(Unknown);
        await cluster.Tokens(nobody).Revoke(Forged(TokenPurpose.AccessToken), Client);
        Assert.Empty(watch.Commits);

        // Each of the calls read it anew: what does not exist is not kept in memory.
        Assert.True(watch.Operations.Count >= 5, $"{watch.Operations.Count} readings");

        Task<Outcome<IssuedTokens>> Open(Guid member) => cluster.Tokens(member).OpenFor(new OpenFor(Client, null, Somewhere));
        OpaqueToken Forged(TokenPurpose purpose) => OpaqueToken.Create(purpose, nobody, MemberId.New(), new byte[32]);
    }

    private async Task End(string ending, Known member)
    {
        var (grain, other) = (cluster.Member(member.Id), Password("quiet-lamp-orchard-8"));
        switch (ending)
        {
            case "block":
                (await grain.Block()).Done();
                break;
            case "set password":
                (await grain.SetPassword(await cluster.MailLink(member), other)).Done();
                break;
            case "change password":
                (await grain.ChangePassword(new ChangePassword((await cluster.OpenSession(member.Id)).Id, GoodPassword, other))).Done();
                break;
            case "logout everywhere":
                await grain.EndAllSessions();
                break;
            default:
                (await grain.ChangeLoginEmail(new ChangeLoginEmail(NewEmail(), RevokeCurrentSessions: true))).Done();
                break;
        }
    }
}

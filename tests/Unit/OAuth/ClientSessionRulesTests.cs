using Members.Accounts;
using Members.Grains.OAuth;
using Members.Grains.Sessions;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;
using static Members.Tests.Unit.OAuth.Stage;

namespace Members.Tests.Unit.OAuth;

public sealed class ClientSessionRulesTests
{
    [Fact]
    public void A_ticket_opens_one_session_for_a_client()
    {
        var opened = ClientSessionRules.OpenFor(WithTicket(), new OpenFor(Client, Ticket, Make.Origin), Fresh(), Now, Terms);

        Assert.Equal(Client, Assert.Single(opened.Next!.Sessions).OAuth!.Client);
        Assert.Equal(
            new Refusal.TokenInvalid(TokenFate.Used),
            ClientSessionRules.OpenFor(opened.Next, new OpenFor(Client, Ticket, Make.Origin), Fresh(), Now, Terms).Answer.Refusal);
    }

    [Fact]
    public void The_callers_word_is_enough_for_an_active_member_alone()
    {
        Assert.True(Open(MemberStatus.Active).Succeeded);
        Assert.IsType<Refusal.PendingApproval>(Open(MemberStatus.Pending).Refusal);
        Assert.IsType<Refusal.MemberBlocked>(Open(MemberStatus.Blocked).Refusal);
        Assert.IsType<Refusal.MemberNotFound>(Open(MemberStatus.None).Refusal);
    }

    [Fact]
    public void A_made_up_ticket_learns_nothing_of_the_member() => Assert.Equal(
        new Refusal.TokenInvalid(TokenFate.Unknown),
        ClientSessionRules
            .OpenFor(Make.Member(MemberStatus.Blocked), new OpenFor(Client, Ticket, Make.Origin), Fresh(), Now, Terms).Answer.Refusal);

    [Fact]
    public void A_session_of_a_client_counts_among_the_members_sessions()
    {
        var session = Make.Token(TokenPurpose.Session, 5);
        var record = Make.Member() with { Sessions = SessionRules.Open([], session, Make.Origin, Now, Terms.Session) };
        var one = Terms with { Session = Make.Terms(TimeSpan.FromDays(14), max: 1) };
        var opened = ClientSessionRules.OpenFor(record, new OpenFor(Client, null, Make.Origin), Fresh(), Now, one);

        Assert.Equal(Client, SessionRules.View(Assert.Single(opened.Next!.Sessions)).OAuthClient);
    }

    [Fact]
    public void Both_tokens_revoke_their_session_and_no_other()
    {
        var (record, issued) = WithSession();

        Assert.All([issued.Access, issued.Refresh], t => Assert.Empty(ClientSessionRules.Revoke(record, t, Client).Next!.Sessions));
        Assert.All([issued.Access, issued.Refresh], t => Assert.Null(ClientSessionRules.Revoke(record, t, Other).Next));
        foreach (var purpose in Enum.GetValues<TokenPurpose>())
        {
            Assert.Null(ClientSessionRules.Revoke(record, OpaqueToken.Create(purpose, Make.Owner, Code.Id, new byte[32]), Client).Next);
        }
    }

    [Fact]
    public void What_a_client_may_do_ends_with_its_codes_and_nothing_of_others_does()
    {
        var (record, issued) = WithSession();
        var own = SessionRules.Open(record.Sessions, Make.Token(TokenPurpose.Session, 5), Make.Origin, Now, Terms.Session);
        var ended = ClientSessionRules.EndOf(record with { Sessions = own }, Client).Next!;

        Assert.Null(Assert.Single(ended.Sessions).OAuth);
        Assert.False(IsGood(ended, issued.Access));
        Assert.Null(ClientSessionRules.EndOf(record, Other).Next);
        var withCode = ClientSessionRules.EndOf(WithCode(), Client).Next!;
        Assert.Equal(
            new Refusal.TokenInvalid(TokenFate.Revoked),
            CodeRules.Redeem(withCode, Redeem(), Fresh(), Reused, Now, Terms).Answer.Refusal);
    }

    private static Outcome<IssuedTokens> Open(MemberStatus status) =>
        ClientSessionRules.OpenFor(Make.Member(status), new OpenFor(Client, null, Make.Origin), Fresh(), Now, Terms).Answer;
}

using System.Collections.Immutable;
using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Sessions;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Sessions;

public sealed class SessionRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    [Fact]
    public void A_session_is_good_until_the_second_it_expires()
    {
        var sessions = Open([], 1, Now);

        Assert.NotNull(SessionRules.Check(sessions, Token(1), Now + Lifetime - Moments.Second));
        Assert.Null(SessionRules.Check(sessions, Token(1), Now + Lifetime));
        Assert.Single(SessionRules.Live(sessions, Now + Lifetime - Moments.Second));
        Assert.Empty(SessionRules.Live(sessions, Now + Lifetime));
    }

    [Fact]
    public void Only_the_real_token_opens_a_session()
    {
        var sessions = Open([], 1, Now);
        var forged = OpaqueToken.Create(TokenPurpose.Session, Make.Owner, Token(1).Id, new byte[32]);

        Assert.Null(SessionRules.Check(sessions, forged, Now));
        Assert.Null(SessionRules.Check(sessions, Token(2), Now));
        Assert.Null(SessionRules.Check(sessions, Make.Token(TokenPurpose.SessionTicket, 1), Now));
    }

    [Fact]
    public void Beyond_the_limit_the_oldest_ends()
    {
        ImmutableArray<SessionRecord> sessions = [];
        for (var i = 1; i <= 7; i++)
        {
            sessions = Open(sessions, i, Now + TimeSpan.FromMinutes(i), max: 5);
        }

        Assert.Equal(Enumerable.Range(3, 5).Select(i => Token(i).Id), sessions.Select(s => s.Id));
    }

    [Fact]
    public void With_a_limit_of_one_the_newest_is_the_one() =>
        Assert.Equal([Token(2).Id], Open(Open([], 1, Now, max: 1), 2, Now, max: 1).Select(s => s.Id));

    [Fact]
    public void A_session_that_is_over_is_forgotten_when_another_opens() =>
        Assert.Equal([Token(2).Id], Open(Open([], 1, Now), 2, Now + Lifetime).Select(s => s.Id));

    [Fact]
    public void Touching_notes_later_times_only()
    {
        var sessions = Open(Open([], 1, Now), 2, Now);
        var touched = SessionRules.Touch(sessions, new Dictionary<Guid, DateTimeOffset>
        {
            [Token(1).Id] = Now + Moments.Second,
            [Token(2).Id] = Now - Moments.Second,
            [Token(3).Id] = Now + Moments.Second,
        });

        Assert.Equal([Now + Moments.Second, Now], touched.Select(s => s.LastSeenAt));
        Assert.Equal(sessions.Select(s => s.ExpiresAt), touched.Select(s => s.ExpiresAt));
        Assert.Equal(sessions, SessionRules.Touch(sessions, new Dictionary<Guid, DateTimeOffset>()));
    }

    [Fact]
    public void A_ticket_becomes_one_session_and_then_no_other()
    {
        var ticket = Make.Token(TokenPurpose.SessionTicket, 9);
        var record = WithTicket(ticket);

        var first = SessionRules.Redeem(record, ticket, Token(1), Make.Origin, Now, Lifetime, 50);
        var second = SessionRules.Redeem(first.Next!, ticket, Token(2), Make.Origin, Now, Lifetime, 50);

        Assert.Equal((Token(1).Id, Now + Lifetime), (first.Answer.Value!.Id, first.Answer.Value.ExpiresAt));
        Assert.NotNull(SessionRules.Check(first.Next!.Sessions, Token(1), Now));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Used), second.Answer.Refusal);
        Assert.Null(second.Next);
    }

    [Fact]
    public void A_ticket_is_good_until_the_second_it_expires()
    {
        var ticket = Make.Token(TokenPurpose.SessionTicket, 9);
        var record = WithTicket(ticket);
        var expiry = Now + TimeSpan.FromMinutes(2);

        Assert.True(SessionRules.Redeem(record, ticket, Token(1), Make.Origin, expiry - Moments.Second, Lifetime, 50).Answer.Succeeded);
        Assert.IsType<Refusal.TokenExpired>(SessionRules.Redeem(record, ticket, Token(1), Make.Origin, expiry, Lifetime, 50).Answer.Refusal);
    }

    [Fact]
    public void An_approval_token_is_no_ticket()
    {
        var approval = Make.Token(TokenPurpose.Approval, 9);
        var record = Make.Member() with { Tokens = OneTimeTokens.Issue([], approval, Now + Lifetime, Now, replace: true) };

        Assert.IsType<Refusal.TokenInvalid>(SessionRules.Redeem(record, approval, Token(1), Make.Origin, Now, Lifetime, 50).Answer.Refusal);
    }

    [Fact]
    public void What_a_member_is_shown_of_a_session_is_not_its_token()
    {
        var session = Open([], 1, Now)[0];

        Assert.Equal(new Members.Sessions.SessionView(session.Id, Now, Now, Now + Lifetime, Make.Origin), SessionRules.View(session));
    }

    private static OpaqueToken Token(int number) => Make.Token(TokenPurpose.Session, number);

    private static ImmutableArray<SessionRecord> Open(ImmutableArray<SessionRecord> sessions, int number, DateTimeOffset now, int max = 50) =>
        SessionRules.Open(sessions, Token(number), Make.Origin, now, Lifetime, max);

    private static MemberRecord WithTicket(OpaqueToken ticket) =>
        Make.Member(MemberStatus.Active) with { Tokens = OneTimeTokens.Issue([], ticket, Now + TimeSpan.FromMinutes(2), Now, replace: false) };
}

using Members.Grains.Accounts;
using Members.Grains.MemberSessions;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;

namespace Members.Tests.Unit.MemberSessions;

public sealed class SessionOpeningTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);
    private static readonly OpaqueToken Ticket = Make.Token(TokenPurpose.SessionTicket, 9);

    [Fact]
    public void A_ticket_becomes_one_session_and_then_no_other()
    {
        var first = Redeem(WithToken(Ticket), Ticket, 1);
        var second = Redeem(first.Next!, Ticket, 2);

        Assert.Equal((Token(1).Id, Now + Lifetime), (first.Answer.Value!.Id, first.Answer.Value.ExpiresAt));
        Assert.NotNull(SessionRules.FindByOwnToken(first.Next!.Sessions, Token(1), Now));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Used), second.Answer.Refusal);
        Assert.Null(second.Next);
    }

    [Fact]
    public void A_ticket_is_good_until_the_second_it_expires()
    {
        var (record, expiry) = (WithToken(Ticket), Now + TimeSpan.FromMinutes(2));

        Assert.True(Redeem(record, Ticket, 1, expiry - Moments.Second).Answer.Succeeded);
        Assert.IsType<Refusal.TokenExpired>(Redeem(record, Ticket, 1, expiry).Answer.Refusal);
    }

    [Fact]
    public void An_approval_token_is_no_ticket()
    {
        var approval = Make.Token(TokenPurpose.Approval, 9);

        Assert.IsType<Refusal.TokenInvalid>(Redeem(WithToken(approval), approval, 1).Answer.Refusal);
    }

    private static OpaqueToken Token(int number) => Make.Token(TokenPurpose.Session, number);

    private static Decision<MemberRecord, Outcome<OpenedSession>> Redeem(
        MemberRecord record, OpaqueToken ticket, int number, DateTimeOffset? at = null) =>
        SessionOpening.Redeem(record, ticket, Token(number), Make.Origin, at ?? Now, Make.Terms(Lifetime));

    private static MemberRecord WithToken(OpaqueToken token) =>
        Make.Member() with { Tokens = OneTimeTokens.Issue([], token, Now + TimeSpan.FromMinutes(2), Now, replace: false) };
}

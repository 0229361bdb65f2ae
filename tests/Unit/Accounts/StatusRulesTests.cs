using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Sessions;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Accounts;

public sealed class StatusRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan TicketLifetime = TimeSpan.FromMinutes(2);
    private static readonly OpaqueToken Ticket = Make.Token(TokenPurpose.SessionTicket, 1), Approval = Make.Token(TokenPurpose.Approval, 2);

    public static TheoryData<MemberStatus, MemberStatus, MemberStatus, MemberStatus> Graph => new()
    {
        // from, approved by name, approved by token, blocked
        { MemberStatus.None, MemberStatus.None, MemberStatus.None, MemberStatus.None },
        { MemberStatus.Pending, MemberStatus.Active, MemberStatus.Active, MemberStatus.Blocked },
        { MemberStatus.Active, MemberStatus.Active, MemberStatus.Active, MemberStatus.Blocked },
        { MemberStatus.Blocked, MemberStatus.Active, MemberStatus.Blocked, MemberStatus.Blocked },
        { MemberStatus.Offline, MemberStatus.Offline, MemberStatus.Offline, MemberStatus.Offline },
    };

    [Fact]
    public void The_graph_covers_every_status() => Assert.Equal(Enum.GetValues<MemberStatus>().Order(), Graph.Select(g => (MemberStatus)g[0]).Order());

    [Theory]
    [MemberData(nameof(Graph))]
    public void Status_moves_only_along_the_graph(MemberStatus from, MemberStatus approved, MemberStatus byToken, MemberStatus blocked)
    {
        var record = WithApprovalToken(from);

        Assert.Equal(approved, (StatusRules.Approve(record, Ticket, Now, TicketLifetime).Next ?? record).Status);
        Assert.Equal(byToken, (StatusRules.ApproveWithToken(record, Approval, Ticket, Now, TicketLifetime).Next ?? record).Status);
        Assert.Equal(blocked, (StatusRules.Block(record).Next ?? record).Status);
    }

    [Theory]
    [InlineData(MemberStatus.None)]
    [InlineData(MemberStatus.Offline)]
    public void Whoever_cannot_log_in_is_not_found(MemberStatus status)
    {
        Assert.IsType<Refusal.MemberNotFound>(StatusRules.Approve(Make.Member(status), Ticket, Now, TicketLifetime).Answer.Refusal);
        Assert.IsType<Refusal.MemberNotFound>(StatusRules.Block(Make.Member(status)).Answer.Refusal);
    }

    [Theory]
    [InlineData(MemberStatus.Pending)]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Blocked)]
    public void Approving_by_name_gives_a_ticket_that_is_good(MemberStatus status)
    {
        var ruling = StatusRules.Approve(WithApprovalToken(status), Ticket, Now, TicketLifetime);

        Assert.Equal(Ticket, ruling.Answer.Value);
        Assert.Null(OneTimeTokens.Refuse(ruling.Next!.Tokens, Ticket, TokenPurpose.SessionTicket, Now + TicketLifetime - Moments.Second));
        Assert.IsType<Refusal.TokenExpired>(OneTimeTokens.Refuse(ruling.Next.Tokens, Ticket, TokenPurpose.SessionTicket, Now + TicketLifetime));
    }

    [Fact]
    public void Approving_an_active_member_changes_nothing_but_the_ticket()
    {
        var record = Full();
        var next = StatusRules.Approve(record, Ticket, Now, TicketLifetime).Next!;

        Assert.Equal(record.Sessions, next.Sessions);
        Assert.Equal(record with { Tokens = next.Tokens }, next);
        Assert.Null(OneTimeTokens.Refuse(next.Tokens, Make.Token(TokenPurpose.SetPassword, 4), TokenPurpose.SetPassword, Now));
    }

    [Fact]
    public void An_approval_token_works_once()
    {
        var first = StatusRules.ApproveWithToken(WithApprovalToken(MemberStatus.Pending), Approval, Ticket, Now, TicketLifetime);
        var second = StatusRules.ApproveWithToken(first.Next!, Approval, Make.Token(TokenPurpose.SessionTicket, 9), Now, TicketLifetime);

        Assert.Equal(Ticket, first.Answer.Value);
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Used), second.Answer.Refusal);
        Assert.Null(second.Next);
    }

    [Fact]
    public void An_approval_token_dies_when_the_member_is_approved_by_name()
    {
        var approved = StatusRules.Approve(WithApprovalToken(MemberStatus.Pending), Ticket, Now, TicketLifetime).Next!;

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), StatusRules.ApproveWithToken(approved, Approval, Ticket, Now, TicketLifetime).Answer.Refusal);
    }

    [Fact]
    public void An_approval_token_is_good_until_the_second_it_expires()
    {
        var record = WithApprovalToken(MemberStatus.Pending);
        var expiry = Now + TimeSpan.FromHours(30);

        Assert.True(StatusRules.ApproveWithToken(record, Approval, Ticket, expiry - Moments.Second, TicketLifetime).Answer.Succeeded);
        Assert.IsType<Refusal.TokenExpired>(StatusRules.ApproveWithToken(record, Approval, Ticket, expiry, TicketLifetime).Answer.Refusal);
    }

    [Fact]
    public void A_token_never_unblocks_not_even_after_the_member_was_unblocked_by_name()
    {
        var blocked = StatusRules.Block(WithApprovalToken(MemberStatus.Pending)).Next!;
        var byToken = StatusRules.ApproveWithToken(blocked, Approval, Ticket, Now, TicketLifetime);
        var again = StatusRules.Block(StatusRules.Approve(blocked, Ticket, Now, TicketLifetime).Next!).Next!;

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), byToken.Answer.Refusal);
        Assert.Null(byToken.Next);
        Assert.False(StatusRules.ApproveWithToken(again, Approval, Ticket, Now, TicketLifetime).Answer.Succeeded);
    }

    [Fact]
    public void Another_token_of_the_member_does_not_approve()
    {
        var ticket = Make.Token(TokenPurpose.SessionTicket, 8);
        var record = WithApprovalToken(MemberStatus.Pending);
        record = record with { Tokens = OneTimeTokens.Issue(record.Tokens, ticket, Now + TicketLifetime, Now, replace: false) };

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Unknown), StatusRules.ApproveWithToken(record, ticket, Ticket, Now, TicketLifetime).Answer.Refusal);
    }

    [Fact]
    public void Blocking_ends_all_that_could_let_the_member_in()
    {
        var next = StatusRules.Block(Full()).Next!;

        Assert.Empty(next.Sessions);
        Assert.All(next.Tokens, t => Assert.Equal(TokenFate.Revoked, t.Fate));
        Assert.Equal([MailKind.LoginEmailChanged], next.Outbox.Select(e => e.Kind));
        Assert.Equal(Full().Login, next.Login);
        Assert.Equal(Full().Password, next.Password);
    }

    [Fact]
    public void Blocking_twice_is_a_success_that_changes_nothing()
    {
        var again = StatusRules.Block(StatusRules.Block(Full()).Next!);

        Assert.True(again.Answer.Succeeded);
        Assert.Null(again.Next);
    }

    private static MemberRecord WithApprovalToken(MemberStatus status) =>
        Make.Member(status) with { Tokens = OneTimeTokens.Issue([], Approval, Now + TimeSpan.FromHours(30), Now, replace: true) };

    private static MemberRecord Full()
    {
        var record = WithApprovalToken(MemberStatus.Active) with
        {
            Sessions = SessionRules.Open([], Make.Token(TokenPurpose.Session, 3), Make.Origin, Now, Make.Terms(TimeSpan.FromDays(14))),
            Outbox = [Make.Mail(1, MailKind.SetPassword), Make.Mail(2, MailKind.LoginEmailChanged)],
        };
        foreach (var token in new[] { Make.Token(TokenPurpose.SetPassword, 4), Make.Token(TokenPurpose.SessionTicket, 5) })
        {
            record = record with { Tokens = OneTimeTokens.Issue(record.Tokens, token, Now + TimeSpan.FromHours(1), Now, replace: true) };
        }

        return record;
    }
}

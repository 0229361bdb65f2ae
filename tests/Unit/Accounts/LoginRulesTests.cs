using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Passwords;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Accounts;

public sealed class LoginRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan TicketLifetime = TimeSpan.FromMinutes(2);
    private static readonly OpaqueToken Ticket = Make.Token(TokenPurpose.SessionTicket);
    private static readonly PasswordCheck Right = new(true), Wrong = new(false);

    [Fact]
    public void The_right_password_gets_a_ticket_and_a_fresh_time_of_login()
    {
        var ruling = LoginRules.Login(Make.Member(), Make.Email("ANN@example.org"), Right, 1, Ticket, null, null, Now, TicketLifetime);

        Assert.Equal(Ticket, ruling.Answer.Value!.SessionTicket);
        Assert.Equal(Now, ruling.Answer.Value.Member.LastLoginAt);
        Assert.Equal(Now, ruling.Next!.LastLoginAt);
        Assert.Null(OneTimeTokens.Refuse(ruling.Next.Tokens, Ticket, TokenPurpose.SessionTicket, Now + TicketLifetime - Moments.Second));
    }

    [Theory]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Pending)]
    [InlineData(MemberStatus.Blocked)]
    [InlineData(MemberStatus.Offline)]
    [InlineData(MemberStatus.None)]
    public void A_wrong_password_learns_nothing_about_the_status(MemberStatus status)
    {
        var ruling = LoginRules.Login(Make.Member(status), Make.Email(), Wrong, 1, Ticket, null, null, Now, TicketLifetime);

        Assert.IsType<Refusal.InvalidCredentials>(ruling.Answer.Refusal);
        Assert.Null(ruling.Next);
    }

    [Fact]
    public void The_right_password_is_told_why_it_does_not_let_in()
    {
        Assert.IsType<Refusal.PendingApproval>(Status(MemberStatus.Pending));
        Assert.IsType<Refusal.MemberBlocked>(Status(MemberStatus.Blocked));
        Assert.IsType<Refusal.MemberNotFound>(Status(MemberStatus.Offline));

        static Refusal? Status(MemberStatus status)
        {
            var ruling = LoginRules.Login(Make.Member(status), Make.Email(), Right, 1, Ticket, null, null, Now, TicketLifetime);
            Assert.Null(ruling.Next);
            return ruling.Answer.Refusal;
        }
    }

    [Fact]
    public void A_password_that_was_changed_while_it_was_checked_does_not_let_in()
    {
        var changed = Make.Member() with { PasswordVersion = 2 };

        Assert.IsType<Refusal.InvalidCredentials>(LoginRules.Login(changed, Make.Email(), Right, 1, Ticket, null, null, Now, TicketLifetime).Answer.Refusal);
    }

    [Fact]
    public void An_address_that_was_changed_meanwhile_does_not_let_in() =>
        Assert.IsType<Refusal.InvalidCredentials>(LoginRules.Login(Make.Member(), Make.Email("old@example.org"), Right, 1, Ticket, null, null, Now, TicketLifetime).Answer.Refusal);

    [Fact]
    public void A_renewed_hash_is_stored_without_counting_as_a_change()
    {
        var next = LoginRules.Renew(Make.Member(), Make.Digest("new"), 1).Next!;

        Assert.Equal(Make.Digest("new"), next.Password);
        Assert.Equal(1, next.PasswordVersion);
    }

    [Fact]
    public void A_hash_is_not_renewed_after_the_password_has_changed() => Assert.Null(LoginRules.Renew(Make.Member() with { PasswordVersion = 2 }, Make.Digest("new"), 1).Next);

    [Fact]
    public void An_address_that_the_record_does_not_name_is_checked_against_nothing()
    {
        Assert.Equal(Make.Digest(), LoginRules.DigestFor(Make.Member(), Make.Email("Ann@EXAMPLE.org")));
        Assert.Null(LoginRules.DigestFor(Make.Member(), Make.Email("eve@example.org")));
        Assert.Null(LoginRules.DigestFor(new MemberRecord(), Make.Email()));
    }

    [Fact]
    public void A_ticket_is_issued_to_an_active_member_only()
    {
        Assert.Equal(Ticket, LoginRules.IssueTicket(Make.Member(), Ticket, Now, TicketLifetime).Answer.Value);
        Assert.IsType<Refusal.PendingApproval>(LoginRules.IssueTicket(Make.Member(MemberStatus.Pending), Ticket, Now, TicketLifetime).Answer.Refusal);
        Assert.IsType<Refusal.MemberBlocked>(LoginRules.IssueTicket(Make.Member(MemberStatus.Blocked), Ticket, Now, TicketLifetime).Answer.Refusal);
        Assert.IsType<Refusal.MemberNotFound>(LoginRules.IssueTicket(new MemberRecord(), Ticket, Now, TicketLifetime).Answer.Refusal);
    }
}

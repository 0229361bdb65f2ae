using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Sessions;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Accounts;

public sealed class PasswordRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start, Expiry = Now + TimeSpan.FromHours(3);
    private static readonly OpaqueToken Link = Make.Token(TokenPurpose.SetPassword, 1), Ticket = Make.Token(TokenPurpose.SessionTicket, 2);
    private static readonly Guid Mine = Make.Token(TokenPurpose.Session, 10).Id;

    [Fact]
    public void Setting_by_link_ends_the_old_password_and_every_session_and_token()
    {
        var ruling = PasswordRules.SetByToken(Full(), Link, Make.Digest("two"), null, Now);
        var next = ruling.Next!;

        Assert.True(ruling.Answer.Succeeded);
        Assert.Equal((Make.Digest("two"), 2), (next.Password, next.PasswordVersion));
        Assert.Empty(next.Sessions);
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Used), OneTimeTokens.Refuse(next.Tokens, Link, TokenPurpose.SetPassword, Now));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), OneTimeTokens.Refuse(next.Tokens, Ticket, TokenPurpose.SessionTicket, Now));
        Assert.DoesNotContain(next.Outbox, e => e.Kind == MailKind.SetPassword);
        Assert.True(next.EmailVerified);
    }

    [Fact]
    public void A_link_sets_one_password()
    {
        var once = PasswordRules.SetByToken(Full(), Link, Make.Digest("two"), null, Now).Next!;
        var twice = PasswordRules.SetByToken(once, Link, Make.Digest("three"), null, Now);

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Used), twice.Answer.Refusal);
        Assert.Null(twice.Next);
    }

    [Fact]
    public void A_link_is_good_until_the_second_it_expires_and_then_the_old_password_stays()
    {
        Assert.True(PasswordRules.SetByToken(Full(), Link, Make.Digest("two"), null, Expiry - Moments.Second).Answer.Succeeded);
        var late = PasswordRules.SetByToken(Full(), Link, Make.Digest("two"), null, Expiry);

        Assert.IsType<Refusal.TokenExpired>(late.Answer.Refusal);
        Assert.Null(late.Next);
    }

    [Fact]
    public void A_link_works_for_a_member_without_a_password()
    {
        var next = PasswordRules.SetByToken(Full() with { Password = null, PasswordVersion = 0 }, Link, Make.Digest("one"), null, Now).Next!;

        Assert.Equal((Make.Digest("one"), 1), (next.Password, next.PasswordVersion));
    }

    [Fact]
    public void Setting_by_link_does_not_change_the_status() =>
        Assert.Equal(MemberStatus.Pending, PasswordRules.SetByToken(Full() with { Status = MemberStatus.Pending }, Link, Make.Digest("two"), null, Now).Next!.Status);

    [Fact]
    public void A_change_keeps_the_session_that_asks_and_ends_the_others()
    {
        var next = PasswordRules.Change(Full(), Mine, 1, Make.Digest("two"), Now).Next!;

        Assert.Equal([Mine], next.Sessions.Select(s => s.Id));
        Assert.Equal((Make.Digest("two"), 2), (next.Password, next.PasswordVersion));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), OneTimeTokens.Refuse(next.Tokens, Link, TokenPurpose.SetPassword, Now));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), OneTimeTokens.Refuse(next.Tokens, Ticket, TokenPurpose.SessionTicket, Now));
    }

    [Fact]
    public void A_change_that_another_overtook_is_refused()
    {
        var ruling = PasswordRules.Change(Full() with { PasswordVersion = 2 }, Mine, 1, Make.Digest("two"), Now);

        Assert.IsType<Refusal.InvalidCredentials>(ruling.Answer.Refusal);
        Assert.Null(ruling.Next);
    }

    [Fact]
    public void A_session_that_has_ended_changes_nothing()
    {
        Assert.IsType<Refusal.Unauthenticated>(PasswordRules.Change(Full(), Make.Id(99), 1, Make.Digest("two"), Now).Answer.Refusal);
        Assert.IsType<Refusal.Unauthenticated>(PasswordRules.Change(Full(), Mine, 1, Make.Digest("two"), Now + TimeSpan.FromDays(14)).Answer.Refusal);
        Assert.IsType<Refusal.Unauthenticated>(PasswordRules.Change(StatusRules.Block(Full()).Next!, Mine, 1, Make.Digest("two"), Now).Answer.Refusal);
    }

    [Fact]
    public void A_new_link_replaces_the_old_and_so_does_its_mail()
    {
        var newer = Make.Token(TokenPurpose.SetPassword, 3);
        var ruling = PasswordRules.RequestLink(Full(), newer, Make.Mail(31, MailKind.SetPassword), Now, TimeSpan.FromHours(3));

        Assert.True(ruling.Answer);
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Replaced), OneTimeTokens.Refuse(ruling.Next!.Tokens, Link, TokenPurpose.SetPassword, Now));
        Assert.Null(OneTimeTokens.Refuse(ruling.Next.Tokens, newer, TokenPurpose.SetPassword, Expiry - Moments.Second));
        Assert.IsType<Refusal.TokenExpired>(OneTimeTokens.Refuse(ruling.Next.Tokens, newer, TokenPurpose.SetPassword, Expiry));
        Assert.Equal([Make.Id(31)], ruling.Next.Outbox.Where(e => e.Kind == MailKind.SetPassword).Select(e => e.Id));
    }

    [Theory]
    [InlineData(MemberStatus.None, false)]
    [InlineData(MemberStatus.Pending, true)]
    [InlineData(MemberStatus.Active, true)]
    [InlineData(MemberStatus.Blocked, false)]
    [InlineData(MemberStatus.Offline, false)]
    public void A_link_is_mailed_to_who_may_log_in_now_or_later(MemberStatus status, bool mailed)
    {
        var ruling = PasswordRules.RequestLink(Make.Member(status), Link, Make.Mail(31, MailKind.SetPassword), Now, TimeSpan.FromHours(3));

        Assert.Equal(mailed, ruling.Answer);
        Assert.Equal(mailed, ruling.Next is not null);
    }

    private static MemberRecord Full()
    {
        var record = Make.Member() with
        {
            Outbox = [Make.Mail(30, MailKind.SetPassword)],
            Tokens = OneTimeTokens.Issue(OneTimeTokens.Issue([], Link, Expiry, Now, replace: true), Ticket, Expiry, Now, replace: false),
        };
        foreach (var number in new[] { 10, 11, 12 })
        {
            record = record with { Sessions = SessionRules.Open(record.Sessions, Make.Token(TokenPurpose.Session, number), Make.Origin, Now, TimeSpan.FromDays(14), 50) };
        }

        return record;
    }
}

using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Mail;
using Members.Grains.PasswordChange;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.PasswordChange;

public sealed class PasswordRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start, Expiry = Now + TimeSpan.FromHours(3);
    private static readonly OpaqueToken Link = Make.Token(TokenPurpose.SetPassword, 1), Ticket = Make.Token(TokenPurpose.SessionTicket, 2);
    private static readonly Guid Mine = Make.Token(TokenPurpose.Session, 10).Id;

    [Fact]
    public void Setting_by_link_ends_the_old_password_and_every_session_and_token()
    {
        var decision = PasswordRules.SetByToken(Full(), Link, Make.Digest("two"), null, Now);
        var next = decision.Next!;

        Assert.True(decision.Answer.Succeeded);
        Assert.Equal((Make.Digest("two"), 2), (next.Credentials.Password, next.Credentials.Version));
        Assert.Empty(next.Sessions);
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Used), OneTimeTokens.Refuse(next.Tokens, Link, TokenPurpose.SetPassword, Now));
        Assert.Equal(
            new Refusal.TokenInvalid(TokenFate.Revoked), OneTimeTokens.Refuse(next.Tokens, Ticket, TokenPurpose.SessionTicket, Now));
        Assert.DoesNotContain(next.Outbox, e => e.Kind == MailKind.SetPassword);
        Assert.True(next.Addresses.Verified);
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
        var next = PasswordRules.SetByToken(Full() with { Credentials = Credentials.None }, Link, Make.Digest("one"), null, Now).Next!;

        Assert.Equal((Make.Digest("one"), 1), (next.Credentials.Password, next.Credentials.Version));
    }

    [Fact]
    public void Setting_by_link_does_not_change_the_status() => Assert.Equal(
        MemberStatus.Pending,
        PasswordRules.SetByToken(Full() with { Status = MemberStatus.Pending }, Link, Make.Digest("two"), null, Now).Next!.Status);

    [Fact]
    public void A_change_keeps_the_session_that_asks_and_ends_the_others()
    {
        var next = PasswordRules.Change(Full(), Mine, 1, Make.Digest("two"), Now).Next!;

        Assert.Equal([Mine], next.Sessions.Select(s => s.Id));
        Assert.Equal((Make.Digest("two"), 2), (next.Credentials.Password, next.Credentials.Version));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), OneTimeTokens.Refuse(next.Tokens, Link, TokenPurpose.SetPassword, Now));
        Assert.Equal(
            new Refusal.TokenInvalid(TokenFate.Revoked), OneTimeTokens.Refuse(next.Tokens, Ticket, TokenPurpose.SessionTicket, Now));
    }

    [Fact]
    public void A_change_that_another_overtook_is_refused()
    {
        var overtaken = Full() with { Credentials = Full().Credentials.Replace(Make.Digest("other")) };
        var decision = PasswordRules.Change(overtaken, Mine, 1, Make.Digest("two"), Now);

        Assert.IsType<Refusal.InvalidCredentials>(decision.Answer.Refusal);
        Assert.Null(decision.Next);
    }

    [Fact]
    public void A_session_that_has_ended_changes_nothing()
    {
        var blocked = AdmissionRules.Block(Full(), new BlockMember()).Next!;

        Assert.IsType<Refusal.Unauthenticated>(Refusal(Full(), Make.Id(99), Now));
        Assert.IsType<Refusal.Unauthenticated>(Refusal(Full(), Mine, Now + TimeSpan.FromDays(14)));
        Assert.IsType<Refusal.Unauthenticated>(Refusal(blocked, Mine, Now));

        static Refusal? Refusal(MemberRecord record, Guid session, DateTimeOffset at) =>
            PasswordRules.Change(record, session, 1, Make.Digest("two"), at).Answer.Refusal;
    }

    [Fact]
    public void A_new_link_replaces_the_old_and_so_does_its_mail()
    {
        var newer = Make.Token(TokenPurpose.SetPassword, 3);
        var decision = RequestLink(Full(), newer);

        Assert.Equal(Make.Id(31), decision.Answer!.Id);
        Assert.Equal(
            new Refusal.TokenInvalid(TokenFate.Replaced), OneTimeTokens.Refuse(decision.Next!.Tokens, Link, TokenPurpose.SetPassword, Now));
        Assert.Null(OneTimeTokens.Refuse(decision.Next.Tokens, newer, TokenPurpose.SetPassword, Expiry - Moments.Second));
        Assert.IsType<Refusal.TokenExpired>(OneTimeTokens.Refuse(decision.Next.Tokens, newer, TokenPurpose.SetPassword, Expiry));
        Assert.Equal([decision.Answer], decision.Next.Outbox.Where(e => e.Kind == MailKind.SetPassword));
    }

    [Theory]
    [InlineData(MemberStatus.None, false)]
    [InlineData(MemberStatus.Pending, true)]
    [InlineData(MemberStatus.Active, true)]
    [InlineData(MemberStatus.Blocked, false)]
    [InlineData(MemberStatus.Offline, false)]
    public void A_link_is_mailed_to_who_may_log_in_now_or_later(MemberStatus status, bool mailed)
    {
        var decision = RequestLink(Make.Member(status), Link);

        Assert.Equal(mailed, decision.Answer is not null);
        Assert.Equal(mailed, decision.Next is not null);
    }

    [Fact]
    public void A_link_goes_to_the_stored_spelling_of_the_address_and_to_no_other_address()
    {
        Assert.Equal("ann@example.org", RequestLink(Make.Member(), Link, "ANN@Example.org").Answer!.To);
        Assert.Null(RequestLink(Make.Member(), Link, "eve@example.org").Next);
        Assert.Null(RequestLink(new MemberRecord(), Link).Next);
    }

    [Fact]
    public void A_mail_beyond_what_the_site_may_send_waits_and_its_link_is_good_all_the_same()
    {
        var (hour, request) = (TimeSpan.FromHours(1), new LinkRequest(Make.Id(31), HideIgnoreMessage: true, TimeSpan.FromHours(1)));
        var decision = PasswordRules.RequestLink(Make.Member(), Make.Email(), Link, request, Now, TimeSpan.FromHours(3));

        Assert.Equal((Now + hour, true), (Assert.Single(decision.Next!.Outbox).NotBefore, decision.Answer!.HideIgnoreMessage));
        Assert.Null(OneTimeTokens.Refuse(decision.Next.Tokens, Link, TokenPurpose.SetPassword, Now));
    }

    private static Decision<MemberRecord, OutboxEntry?> RequestLink(
        MemberRecord record, OpaqueToken link, string email = "ann@example.org")
    {
        var request = new LinkRequest(Make.Id(31), HideIgnoreMessage: false, Wait: null);
        return PasswordRules.RequestLink(record, Make.Email(email), link, request, Now, TimeSpan.FromHours(3));
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
            var session = Make.Token(TokenPurpose.Session, number);
            var terms = Make.Terms(TimeSpan.FromDays(14));
            record = record with { Sessions = SessionRules.Open(record.Sessions, session, Make.Origin, Now, terms) };
        }

        return record;
    }
}

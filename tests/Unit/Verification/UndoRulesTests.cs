using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Sessions;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Verification;

/// <summary>Addresses that are set aside, and taking them back.</summary>
public sealed class UndoRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly OpaqueToken First = Make.Token(TokenPurpose.UndoEmailChange, 1), Second = Make.Token(TokenPurpose.UndoEmailChange, 2);

    // Ann has moved twice: ann@ and then ann2@ are set aside, she logs in with ann3@.
    private static MemberRecord MovedTwice()
    {
        var once = UndoRules.SetAside(Make.Member(), Make.Id(11), First, Now) with { Login = LoginName.Of(Make.Email("ann2@example.org"), Make.Id(901)) };
        return UndoRules.SetAside(once, Make.Id(12), Second, Now + TimeSpan.FromDays(1)) with
        {
            Login = LoginName.Of(Make.Email("ann3@example.org"), Make.Id(902)),
            Sessions = SessionRules.Open([], Make.Token(TokenPurpose.Session), Make.Origin, Now, Make.Terms(TimeSpan.FromDays(14))),
        };
    }

    [Fact]
    public void A_token_is_good_for_seven_days_and_for_its_own_change()
    {
        var record = MovedTwice();

        Assert.Null(UndoRules.Refuse(record, First, Now + TimeSpan.FromDays(7) - TimeSpan.FromTicks(1)));
        Assert.IsType<Refusal.TokenExpired>(UndoRules.Refuse(record, First, Now + TimeSpan.FromDays(7)));
        Assert.Null(UndoRules.Refuse(record, Second, Now + TimeSpan.FromDays(7)));
        Assert.IsType<Refusal.TokenInvalid>(UndoRules.Refuse(record, Make.Token(TokenPurpose.UndoEmailChange, 3), Now));
    }

    [Fact]
    public void The_first_address_takes_everything_back_and_what_was_moved_to_since_is_released_at_once()
    {
        var record = MovedTwice();
        var move = UndoRules.Back(record, First, Make.Id(50), Make.Id(51), Now, Make.Event("user_email_change_undone"));
        var link = Make.Token(TokenPurpose.SetPassword);
        var undone = UndoRules.Apply(record with { Moving = move }, link, Now, TimeSpan.FromHours(3));

        Assert.Equal("ann@example.org", move.To.Canonical);
        Assert.Empty(undone.Sessions);
        Assert.Equal((null, record.PasswordVersion + 1, true), (undone.Password, undone.PasswordVersion, undone.EmailVerified));
        Assert.Equal((MailKind.SetPassword, "ann@example.org"), (Assert.Single(undone.Outbox).Kind, undone.Outbox[0].To));
        Assert.Equal(("ann2@example.org", Now), (Assert.Single(undone.SetAside).Login.Canonical, undone.SetAside[0].Until));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Used), UndoRules.Refuse(undone, First, Now));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), UndoRules.Refuse(undone, Second, Now));
        Assert.Null(OneTimeTokens.Refuse(undone.Tokens, link, TokenPurpose.SetPassword, Now));
    }

    [Fact]
    public void A_notice_that_is_sent_again_has_another_token_and_no_more_time()
    {
        var again = Make.Token(TokenPurpose.UndoEmailChange, 9);
        var renewed = UndoRules.Renew(MovedTwice(), Make.Id(11), again, Now + TimeSpan.FromDays(2))!;

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Replaced), UndoRules.Refuse(renewed, First, Now + TimeSpan.FromDays(2)));
        Assert.Null(UndoRules.Refuse(renewed, again, Now + TimeSpan.FromDays(7) - TimeSpan.FromTicks(1)));
        Assert.IsType<Refusal.TokenExpired>(UndoRules.Refuse(renewed, again, Now + TimeSpan.FromDays(7)));
        Assert.Null(UndoRules.Renew(MovedTwice(), Make.Id(99), again, Now));
    }

    [Fact]
    public void A_sixth_address_waits_until_the_first_is_free()
    {
        var record = Make.Member();
        for (var i = 0; i < UndoRules.MaxSetAside; i++)
        {
            Assert.Null(UndoRules.RefuseAnother(record, Now));
            record = UndoRules.SetAside(record, Make.Id(20 + i), Make.Token(TokenPurpose.UndoEmailChange, 20 + i), Now + TimeSpan.FromHours(i));
        }

        Assert.Equal(TimeSpan.FromDays(6), UndoRules.RefuseAnother(record, Now + TimeSpan.FromDays(1))!.RetryAfter);
    }

    [Fact]
    public void Coming_back_oneself_ends_the_token_of_that_address_alone()
    {
        var record = MovedTwice();
        var back = UndoRules.Drop(record, record.SetAside[0].Login.Key);

        Assert.Equal("ann2@example.org", Assert.Single(back.SetAside).Login.Canonical);
        Assert.NotNull(UndoRules.Refuse(back, First, Now));
        Assert.Null(UndoRules.Refuse(back, Second, Now));
    }
}

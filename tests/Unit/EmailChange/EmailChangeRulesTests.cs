using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.EmailChange;
using Members.Grains.Mail;
using Members.Grains.Sessions;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.EmailChange;

public sealed class EmailChangeRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly OpaqueToken Link = Make.Token(TokenPurpose.SetPassword), Ticket = Make.Token(TokenPurpose.SessionTicket, 2);
    private static readonly OpaqueToken Approval = Make.Token(TokenPurpose.Approval, 3), Undo = Make.Token(TokenPurpose.UndoEmailChange, 9);

    [Fact]
    public void The_new_address_is_the_members_in_the_same_record_and_the_old_one_is_not()
    {
        var next = Change(Full());

        Assert.Equal([(Make.Login("new@example.org").Key, true)], next.Addresses.Owned());
        Assert.Equal(Now, next.UpdatedAt);
    }

    [Fact]
    public void Links_mailed_to_the_old_address_die_with_it()
    {
        var next = Change(Full());

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), OneTimeTokens.Refuse(next.Tokens, Link, TokenPurpose.SetPassword, Now));
        Assert.DoesNotContain(next.Outbox, e => e.Kind == MailKind.SetPassword);
    }

    [Fact]
    public void The_old_address_is_told_once_under_the_changes_own_id()
    {
        var notice = Assert.Single(Change(Full()).Outbox);

        Assert.Equal((MailKind.LoginEmailChanged, "ann@example.org", Make.Id(50)), (notice.Kind, notice.To, notice.Id));
    }

    [Fact]
    public void The_new_address_has_yet_to_be_verified() => Assert.False(Change(Full()).Addresses.Verified);

    [Fact]
    public void Sessions_and_tickets_stay_unless_their_end_was_asked_for()
    {
        var kept = Change(Full());
        var ended = Change(Full(), revokeSessions: true);

        Assert.Single(kept.Sessions);
        Assert.Null(OneTimeTokens.Refuse(kept.Tokens, Ticket, TokenPurpose.SessionTicket, Now));
        Assert.Empty(ended.Sessions);
        Assert.Equal(
            new Refusal.TokenInvalid(TokenFate.Revoked), OneTimeTokens.Refuse(ended.Tokens, Ticket, TokenPurpose.SessionTicket, Now));
    }

    [Fact]
    public void An_approval_token_outlives_a_change_of_address()
    {
        var next = Change(Full(), revokeSessions: true);

        Assert.Null(OneTimeTokens.Refuse(next.Tokens, Approval, TokenPurpose.Approval, Now));
    }

    [Fact]
    public void After_a_verified_change_the_old_address_is_reserved_and_its_mail_can_undo_the_change()
    {
        var next = Change(Full(), verified: Entered());

        Assert.True(next.Addresses.Verified);
        Assert.Equal([(Make.Login("new@example.org").Key, true), (Make.Login().Key, false)], next.Addresses.Owned());
        Assert.Equal(
            (Now + TimeSpan.FromDays(7), Undo.Id, Make.Id(50)),
            (next.Addresses.Reserved[0].Until, next.Addresses.Reserved[0].Undo, next.Addresses.Reserved[0].Notice));
        Assert.Null(UndoRules.Refuse(next, Undo, Now + TimeSpan.FromDays(7) - Moments.Second));
    }

    [Fact]
    public void A_change_that_was_not_verified_leaves_nothing_to_undo_it_with()
    {
        var next = Change(Full());

        Assert.Empty(next.Addresses.Reserved);
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Unknown), UndoRules.Refuse(next, Undo, Now));
    }

    [Fact]
    public void Another_spelling_of_the_address_is_stored_and_nothing_else_happens()
    {
        var owning = Make.Owning("ann@example.org", Make.Reserved("old@example.org", 1));
        var before = Full() with { Addresses = owning with { Verified = true } };
        var next = Change(before, to: "Ann@Example.org");

        Assert.Equal("Ann@Example.org", next.Addresses.Login!.Typed);
        Assert.Equal(before with { UpdatedAt = Now, Addresses = before.Addresses with { Login = Make.Login("Ann@Example.org") } }, next);
    }

    [Fact]
    public void Sessions_end_with_another_spelling_too_if_their_end_was_asked_for()
    {
        var next = Change(Full(), revokeSessions: true, to: "Ann@Example.org");

        Assert.Empty(next.Sessions);
        Assert.Empty(next.Outbox);
        Assert.True(next.Addresses.Verified);
    }

    [Fact]
    public void A_verified_change_to_another_spelling_reserves_nothing()
    {
        var next = Change(Full(), verified: Entered(), to: "Ann@Example.org");

        Assert.Equal(("Ann@Example.org", true), (next.Addresses.Login!.Typed, next.Addresses.Verified));
        Assert.Empty(next.Addresses.Reserved);
    }

    [Fact]
    public void The_same_spelling_changes_nothing()
    {
        var change = new Members.Grains.EmailChange.EmailChange(Make.Login(), RevokeSessions: true, Make.Id(50), null, Undo);

        Assert.Null(EmailChangeRules.Change(Full(), change, Now).Next);
    }

    [Fact]
    public void The_code_is_used_with_the_change_and_its_mail_need_not_leave()
    {
        var before = Full() with { Outbox = [Make.Mail(61, MailKind.VerificationCode, "new@example.org")] };
        var next = Change(before, verified: Entered());

        Assert.Equal((Now, Entered().Id), (next.Verification!.UsedAt, next.Verification.Id));
        Assert.Equal([MailKind.LoginEmailChanged], next.Outbox.Select(e => e.Kind));
    }

    [Fact]
    public void Coming_back_to_a_reserved_address_ends_the_token_of_that_address_alone()
    {
        var (first, second) = (Make.Reserved("one@example.org", 1), Make.Reserved("two@example.org", 2));
        var record = Full() with { Addresses = Make.Owning("ann@example.org", first, second) };
        foreach (var number in new[] { 1, 2 })
        {
            var undo = Make.Token(TokenPurpose.UndoEmailChange, number);
            var until = Now + TimeSpan.FromDays(number);
            record = record with { Tokens = OneTimeTokens.Issue(record.Tokens, undo, until, Now, replace: false) };
        }

        var back = Change(record, to: "one@example.org");

        Assert.Equal(second, Assert.Single(back.Addresses.Reserved));
        Assert.NotNull(UndoRules.Refuse(back, Make.Token(TokenPurpose.UndoEmailChange, 1), Now));
        Assert.Null(UndoRules.Refuse(back, Make.Token(TokenPurpose.UndoEmailChange, 2), Now));
    }

    private static MemberRecord Change(
        MemberRecord record, bool revokeSessions = false, AddressVerification? verified = null, string to = "new@example.org") =>
        EmailChangeRules.Change(
            record with { Verification = verified ?? record.Verification },
            new Members.Grains.EmailChange.EmailChange(Make.Login(to), revokeSessions, Make.Id(50), verified, Undo),
            Now).Next!;

    private static AddressVerification Entered()
    {
        var token = Make.Token(TokenPurpose.EmailVerification);
        var address = Make.Email("new@example.org");
        return VerificationRules.New(VerificationUse.Change, token, address, new CodeDigest("fixed", "AAEC"), revokeSessions: false, Now);
    }

    private static MemberRecord Full()
    {
        var record = Make.Member(MemberStatus.Active) with
        {
            Addresses = Make.Owning() with { Verified = true },
            Outbox = [Make.Mail(60, MailKind.SetPassword)],
            Sessions = SessionRules.Open([], Make.Token(TokenPurpose.Session, 4), Make.Origin, Now, Make.Terms(TimeSpan.FromDays(1))),
        };
        foreach (var token in new[] { Link, Ticket, Approval })
        {
            record = record with { Tokens = OneTimeTokens.Issue(record.Tokens, token, Now + TimeSpan.FromHours(1), Now, replace: false) };
        }

        return record;
    }
}

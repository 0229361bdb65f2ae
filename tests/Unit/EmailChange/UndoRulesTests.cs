using Members.Grains.Accounts;
using Members.Grains.EmailChange;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.EmailChange;

/// <summary>Addresses that stay reserved after a change, and taking them back.</summary>
public sealed class UndoRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly OpaqueToken First = Make.Token(TokenPurpose.UndoEmailChange, 1);
    private static readonly OpaqueToken Second = Make.Token(TokenPurpose.UndoEmailChange, 2);
    private static readonly OpaqueToken Link = Make.Token(TokenPurpose.SetPassword);

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
        var undone = Undo(record, First);
        var next = undone.Next!;

        Assert.Equal([(Make.Login().Key, true)], next.Addresses.Owned());
        Assert.Equal("ann@example.org", next.Addresses.Login!.Typed);
        Assert.True(next.Addresses.Verified);
        Assert.Empty(next.Sessions);
        Assert.Equal((null, record.Credentials.Version + 1), (next.Credentials.Password, next.Credentials.Version));
        Assert.Equal(undone.Answer.Value, Assert.Single(next.Outbox));
        Assert.Equal((MailKind.SetPassword, "ann@example.org", Make.Id(50)), (next.Outbox[0].Kind, next.Outbox[0].To, next.Outbox[0].Id));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Used), UndoRules.Refuse(next, First, Now));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), UndoRules.Refuse(next, Second, Now));
        Assert.Null(OneTimeTokens.Refuse(next.Tokens, Link, TokenPurpose.SetPassword, Now));
    }

    [Fact]
    public void The_second_address_leaves_the_first_reserved_and_its_token_good()
    {
        var record = MovedTwice();
        var next = Undo(record, Second).Next!;

        Assert.Equal([(Make.Login("ann2@example.org").Key, true), (Make.Login().Key, false)], next.Addresses.Owned());
        Assert.Null(UndoRules.Refuse(next, First, Now));
        Assert.True(Undo(next, First).Answer.Succeeded);
    }

    [Fact]
    public void A_token_undoes_once()
    {
        var again = Undo(Undo(MovedTwice(), First).Next!, First);

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Used), again.Answer.Refusal);
        Assert.Null(again.Next);
    }

    [Fact]
    public void No_further_change_takes_the_token_from_the_one_who_reads_the_old_addresss_mail()
    {
        var record = MovedTwice();
        var thief = new Members.Grains.EmailChange.EmailChange(
            Make.Login("eve@example.org"), RevokeSessions: true, Make.Id(13), Verified: null, Make.Token(TokenPurpose.UndoEmailChange, 3));

        Assert.True(Undo(EmailChangeRules.Change(record, thief, Now).Next!, First).Answer.Succeeded);
    }

    [Fact]
    public void A_token_whose_address_the_member_has_come_back_to_undoes_nothing()
    {
        var record = MovedTwice();
        var back = record with { Addresses = AddressRules.Move(record.Addresses, Make.Login(), verified: true) };

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), UndoRules.Refuse(back, First, Now));
        Assert.Null(Undo(back, First).Next);
        Assert.Null(UndoRules.Refuse(back, Second, Now));
    }

    // Ann has moved twice: ann@ and then ann2@ are reserved, she logs in with ann3@.
    private static MemberRecord MovedTwice()
    {
        var once = Moved(Make.Member(), "ann2@example.org", First, notice: 11, Now);
        return Moved(once, "ann3@example.org", Second, notice: 12, Now + TimeSpan.FromDays(1)) with
        {
            Sessions = SessionRules.Open([], Make.Token(TokenPurpose.Session), Make.Origin, Now, Make.Terms(TimeSpan.FromDays(14))),
            Outbox = [Make.Mail(12, MailKind.LoginEmailChanged, "ann2@example.org")],
        };
    }

    private static MemberRecord Moved(MemberRecord record, string to, OpaqueToken undo, int notice, DateTimeOffset at) => record with
    {
        Addresses = AddressRules.MoveAndReserve(record.Addresses, Make.Login(to), undo.Id, Make.Id(notice), at),
        Tokens = OneTimeTokens.Issue(record.Tokens, undo, at + AddressRules.ReservedFor, at, replace: false),
    };

    private static Decision<MemberRecord, Outcome<OutboxEntry>> Undo(MemberRecord record, OpaqueToken token) =>
        UndoRules.Undo(record, token, Link, Make.Id(50), Now, TimeSpan.FromHours(3));
}

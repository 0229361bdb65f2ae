using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Emails;

public sealed class EmailChangeRulesTests
{
    private static readonly OpaqueToken Link = Make.Token(TokenPurpose.SetPassword), Ticket = Make.Token(TokenPurpose.SessionTicket, 2), Approval = Make.Token(TokenPurpose.Approval, 3);

    [Fact]
    public void Links_mailed_to_the_old_address_die_with_it()
    {
        var next = EmailChangeRules.Apply(Moving(revokeSessions: false), Moments.Start);

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), OneTimeTokens.Refuse(next.Tokens, Link, TokenPurpose.SetPassword, Moments.Start));
        Assert.DoesNotContain(next.Outbox, e => e.Kind == MailKind.SetPassword);
    }

    [Fact]
    public void The_old_address_is_told_once_under_the_changes_own_id()
    {
        var record = Moving(revokeSessions: false);
        var notice = Assert.Single(EmailChangeRules.Apply(record, Moments.Start).Outbox);

        Assert.Equal(MailKind.LoginEmailChanged, notice.Kind);
        Assert.Equal("ann@example.org", notice.To);
        Assert.Equal(record.Moving!.To.Operation, notice.Id);
    }

    [Fact]
    public void The_new_address_has_yet_to_be_verified() => Assert.False(EmailChangeRules.Apply(Moving(revokeSessions: false), Moments.Start).EmailVerified);

    [Fact]
    public void Sessions_and_tickets_stay_unless_their_end_was_asked_for()
    {
        var kept = EmailChangeRules.Apply(Moving(revokeSessions: false), Moments.Start);
        var ended = EmailChangeRules.Apply(Moving(revokeSessions: true), Moments.Start);

        Assert.Single(kept.Sessions);
        Assert.Null(OneTimeTokens.Refuse(kept.Tokens, Ticket, TokenPurpose.SessionTicket, Moments.Start));
        Assert.Empty(ended.Sessions);
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), OneTimeTokens.Refuse(ended.Tokens, Ticket, TokenPurpose.SessionTicket, Moments.Start));
    }

    [Fact]
    public void An_approval_token_outlives_a_change_of_address()
    {
        var next = EmailChangeRules.Apply(Moving(revokeSessions: true), Moments.Start);

        Assert.Null(OneTimeTokens.Refuse(next.Tokens, Approval, TokenPurpose.Approval, Moments.Start));
    }

    private static MemberRecord Moving(bool revokeSessions)
    {
        var record = Make.Member(MemberStatus.Active) with
        {
            EmailVerified = true,
            Moving = new Move(LoginName.Of(Make.Email("new@example.org"), Make.Id(50)), Moments.Start, revokeSessions),
            Outbox = [Make.Mail(60, MailKind.SetPassword)],
            Sessions = Grains.Sessions.SessionRules.Open([], Make.Token(TokenPurpose.Session, 4), Make.Origin, Moments.Start, Make.Terms(TimeSpan.FromDays(1))),
        };
        foreach (var token in new[] { Link, Ticket, Approval })
        {
            record = record with { Tokens = OneTimeTokens.Issue(record.Tokens, token, Moments.Start + TimeSpan.FromHours(1), Moments.Start, replace: false) };
        }

        return record;
    }
}

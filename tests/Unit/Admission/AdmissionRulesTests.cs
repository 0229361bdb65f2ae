using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Mail;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Admission;

/// <summary>How a member is approved and blocked. The graph of the statuses is in MemberStatusesTests.</summary>
public sealed class AdmissionRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan TicketLifetime = TimeSpan.FromMinutes(2);
    private static readonly OpaqueToken Ticket = Make.Token(TokenPurpose.SessionTicket, 1), Approval = Make.Token(TokenPurpose.Approval, 2);

    [Theory]
    [InlineData(MemberStatus.None)]
    [InlineData(MemberStatus.Offline)]
    public void Whoever_cannot_log_in_is_not_found(MemberStatus status)
    {
        Assert.IsType<Refusal.MemberNotFound>(Approve(Make.Member(status)).Answer.Refusal);
        Assert.IsType<Refusal.MemberNotFound>(Block(Make.Member(status)).Answer.Refusal);
    }

    [Theory]
    [InlineData(MemberStatus.Pending)]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Blocked)]
    public void Whoever_was_named_by_an_address_that_has_moved_on_is_not_found(MemberStatus status)
    {
        var record = WithApprovalToken(status);

        Assert.True(Approve(record, "ANN@example.org").Answer.Succeeded);
        Assert.True(Block(record, "ANN@example.org").Answer.Succeeded);
        Assert.Equal((typeof(Refusal.MemberNotFound), null), Refused(Approve(record, "old@example.org")));
        Assert.Equal((typeof(Refusal.MemberNotFound), null), Refused(Block(record, "old@example.org")));
    }

    [Fact]
    public void A_reserved_address_names_nobody()
    {
        var moved = Make.Member() with { Addresses = Make.Owning("new@example.org", Make.Reserved("ann@example.org", 1)) };

        Assert.Equal((typeof(Refusal.MemberNotFound), null), Refused(Block(moved, "ann@example.org")));
        Assert.Equal((typeof(Refusal.MemberNotFound), null), Refused(Approve(moved, "ann@example.org")));
    }

    [Theory]
    [InlineData(MemberStatus.Pending)]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Blocked)]
    public void Approving_by_name_gives_a_ticket_that_is_good(MemberStatus status)
    {
        var decision = Approve(WithApprovalToken(status));

        Assert.Equal(Ticket, decision.Answer.Value);
        var (tokens, expiry) = (decision.Next!.Tokens, Now + TicketLifetime);
        Assert.Null(OneTimeTokens.Refuse(tokens, Ticket, TokenPurpose.SessionTicket, expiry - Moments.Second));
        Assert.IsType<Refusal.TokenExpired>(OneTimeTokens.Refuse(tokens, Ticket, TokenPurpose.SessionTicket, expiry));
    }

    [Fact]
    public void Approving_an_active_member_changes_nothing_but_the_ticket()
    {
        var record = Full();
        var next = Approve(record).Next!;

        Assert.Equal(record.Sessions, next.Sessions);
        Assert.Equal(record with { Tokens = next.Tokens }, next);
        Assert.Null(OneTimeTokens.Refuse(next.Tokens, Make.Token(TokenPurpose.SetPassword, 4), TokenPurpose.SetPassword, Now));
    }

    [Fact]
    public void An_approval_token_works_once()
    {
        var first = ApproveWithToken(WithApprovalToken(MemberStatus.Pending));
        var second = ApproveWithToken(first.Next!, ticket: Make.Token(TokenPurpose.SessionTicket, 9));

        Assert.Equal(Ticket, first.Answer.Value);
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Used), second.Answer.Refusal);
        Assert.Null(second.Next);
    }

    [Fact]
    public void An_approval_token_dies_when_the_member_is_approved_by_name()
    {
        var approved = Approve(WithApprovalToken(MemberStatus.Pending)).Next!;

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), ApproveWithToken(approved).Answer.Refusal);
    }

    [Fact]
    public void An_approval_token_is_good_until_the_second_it_expires()
    {
        var record = WithApprovalToken(MemberStatus.Pending);
        var expiry = Now + TimeSpan.FromHours(30);

        Assert.True(ApproveWithToken(record, at: expiry - Moments.Second).Answer.Succeeded);
        Assert.IsType<Refusal.TokenExpired>(ApproveWithToken(record, at: expiry).Answer.Refusal);
    }

    [Fact]
    public void A_token_never_unblocks_not_even_after_the_member_was_unblocked_by_name()
    {
        var blocked = Block(WithApprovalToken(MemberStatus.Pending)).Next!;
        var byToken = ApproveWithToken(blocked);
        var again = Block(Approve(blocked).Next!).Next!;

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), byToken.Answer.Refusal);
        Assert.Null(byToken.Next);
        Assert.False(ApproveWithToken(again).Answer.Succeeded);
    }

    [Fact]
    public void A_good_approval_token_that_meets_a_blocked_member_unblocks_nobody()
    {
        // The block ends the tokens that there are: this one would have come after it.
        var decision = ApproveWithToken(WithApprovalToken(MemberStatus.Blocked));

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), decision.Answer.Refusal);
        Assert.Null(decision.Next);
    }

    [Fact]
    public void Another_token_of_the_member_does_not_approve()
    {
        var ticket = Make.Token(TokenPurpose.SessionTicket, 8);
        var record = WithApprovalToken(MemberStatus.Pending);
        record = record with { Tokens = OneTimeTokens.Issue(record.Tokens, ticket, Now + TicketLifetime, Now, replace: false) };

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Unknown), ApproveWithToken(record, token: ticket).Answer.Refusal);
    }

    [Fact]
    public void Blocking_ends_all_that_could_let_the_member_in()
    {
        var next = Block(Full()).Next!;

        Assert.Empty(next.Sessions);
        Assert.All(next.Tokens, t => Assert.Equal(TokenFate.Revoked, t.Fate));
        Assert.Equal([MailKind.LoginEmailChanged], next.Outbox.Select(e => e.Kind));
        Assert.Equal(Full().Addresses, next.Addresses);
        Assert.Equal(Full().Credentials.Password, next.Credentials.Password);
    }

    [Fact]
    public void Blocking_twice_is_a_success_that_changes_nothing()
    {
        var again = Block(Block(Full()).Next!);

        Assert.True(again.Answer.Succeeded);
        Assert.Null(again.Next);
    }

    [Fact]
    public void Of_a_deleted_member_only_the_id_and_the_time_are_left()
    {
        var deleted = DeletionRules.Delete(Full(), Now);

        Assert.True(deleted.Answer.Succeeded);
        Assert.Equal(new MemberRecord { Id = Make.Owner, DeletedAt = Now }, deleted.Next);
        Assert.Empty(deleted.Next!.Addresses.Owned());
        Assert.False(deleted.Next.IsVacant());
        Assert.Equal((typeof(Refusal.MemberNotFound), null), Refused(DeletionRules.Delete(deleted.Next, Now)));
    }

    private static (Type? Refusal, MemberRecord? Next) Refused<T>(Decision<MemberRecord, Outcome<T>> decision)
        where T : class => (decision.Answer.Refusal?.GetType(), decision.Next);

    private static Decision<MemberRecord, Outcome<OpaqueToken>> Approve(MemberRecord record, string? named = null) =>
        AdmissionRules.Approve(record, named is null ? null : Make.Email(named), Ticket, Now, TicketLifetime);

    private static Decision<MemberRecord, Outcome<OpaqueToken>> ApproveWithToken(
        MemberRecord record, OpaqueToken? token = null, OpaqueToken? ticket = null, DateTimeOffset? at = null) =>
        AdmissionRules.ApproveWithToken(record, token ?? Approval, ticket ?? Ticket, at ?? Now, TicketLifetime);

    private static Decision<MemberRecord, Outcome<Done>> Block(MemberRecord record, string? named = null) =>
        AdmissionRules.Block(record, new BlockMember(named is null ? null : Make.Email(named)));

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

using Members.Accounts;
using Members.Grains;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Grains.Tokens;
using Members.Grains.Login;
using Members.Grains.Passwords;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Members.Outcomes;
using Members.Secrets;
using Members.Settings;

namespace Members.Tests.Unit.Login;

public sealed class LoginRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan TicketLifetime = TimeSpan.FromMinutes(2);
    private static readonly OpaqueToken Ticket = Make.Token(TokenPurpose.SessionTicket);
    private static readonly OpaqueToken Device = Make.Token(TokenPurpose.Device);
    private static readonly PasswordCheck Right = new(true), Wrong = new(false);

    [Fact]
    public void The_right_password_gets_a_ticket_and_a_fresh_time_of_login()
    {
        var decision = Login(Make.Member(), Right, "ANN@example.org");

        Assert.Equal(Ticket, decision.Answer.Value!.SessionTicket);
        Assert.Equal(Now, decision.Answer.Value.Member.LastLoginAt);
        Assert.Equal(Now, decision.Next!.LastLoginAt);
        Assert.Null(OneTimeTokens.Refuse(decision.Next.Tokens, Ticket, TokenPurpose.SessionTicket, Now + TicketLifetime - Moments.Second));
    }

    [Theory]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Pending)]
    [InlineData(MemberStatus.Blocked)]
    [InlineData(MemberStatus.Offline)]
    [InlineData(MemberStatus.None)]
    public void A_wrong_password_learns_nothing_about_the_status(MemberStatus status)
    {
        var decision = Login(Make.Member(status), Wrong);

        Assert.IsType<Refusal.InvalidCredentials>(decision.Answer.Refusal);
        Assert.Null(decision.Next);
    }

    [Fact]
    public void Who_waits_or_was_rejected_gets_a_token_that_shows_the_application()
    {
        var waiting = MemberApplications.Submit(Make.Member(MemberStatus.Pending), SubmissionRecord.None, null, Moments.Start);
        var rejected = DecisionRules.Decide(
            waiting, new DecideApplication(ApplicationCommand.Reject, Reason: "Full."), Actor.System, Now, TimeSpan.Zero).Next!;

        var pending = Login(waiting, Right);
        Assert.Equal(new Refusal.PendingApproval(Application), pending.Answer.Refusal);
        Assert.Null(OneTimeTokens.Refuse(pending.Next!.Tokens, Application, TokenPurpose.Application, Now));
        Assert.Equal(
            new Refusal.ApplicationRejected("Full.", Now, Now + TimeSpan.FromDays(30), Application), Login(rejected, Right).Answer.Refusal);
    }

    [Fact]
    public void Why_and_until_when_somebody_is_blocked_they_learn_if_they_are_to()
    {
        var until = Now + TimeSpan.FromDays(1);
        var told = SuspensionRules.Block(Make.Member(), new BlockMember(null, "Shouting.", until, TellMember: true))!;
        var untold = SuspensionRules.Block(Make.Member(), new BlockMember(null, "Shouting.", until))!;

        Assert.Equal(new Refusal.MemberBlocked("Shouting.", until), Login(told, Right).Answer.Refusal);
        Assert.Equal(new Refusal.MemberBlocked(), Login(untold, Right).Answer.Refusal);
        Assert.Equal(MemberStatus.Blocked, told.At(until - Moments.Second).Status);
        Assert.Equal(MemberStatus.Active, told.At(until).Status);
    }

    [Fact]
    public void The_right_password_is_told_why_it_does_not_let_in()
    {
        Assert.IsType<Refusal.MemberBlocked>(Status(MemberStatus.Blocked));
        Assert.IsType<Refusal.MemberNotFound>(Status(MemberStatus.Offline));

        static Refusal? Status(MemberStatus status)
        {
            var decision = Login(Make.Member(status), Right);
            Assert.Null(decision.Next);
            return decision.Answer.Refusal;
        }
    }

    [Fact]
    public void A_password_that_was_changed_while_it_was_checked_does_not_let_in()
    {
        var decision = Login(Changed(), Right);

        Assert.IsType<Refusal.InvalidCredentials>(decision.Answer.Refusal);
        Assert.Null(decision.Next);
    }

    [Fact]
    public void An_address_that_was_changed_meanwhile_does_not_let_in()
    {
        var decision = Login(Make.Member(), Right, "old@example.org");

        Assert.IsType<Refusal.InvalidCredentials>(decision.Answer.Refusal);
        Assert.Null(decision.Next);
    }

    [Fact]
    public void A_new_device_is_remembered_and_a_known_one_is_not_remembered_twice()
    {
        var first = Login(Make.Member(), Right, added: Device);
        var again = Login(first.Next!, Right, known: Device.Id, at: Now + TimeSpan.FromDays(1));

        Assert.Equal(Device, first.Answer.Value!.Device);
        Assert.Equal((Device.Id, Now), (Assert.Single(first.Next!.Credentials.Devices).Id, first.Next.Credentials.Devices[0].LastUsedAt));
        Assert.Null(again.Answer.Value!.Device);
        Assert.Equal(Now + TimeSpan.FromDays(1), Assert.Single(again.Next!.Credentials.Devices).LastUsedAt);
    }

    [Fact]
    public void A_renewed_hash_is_stored_without_counting_as_a_change()
    {
        var next = LoginRules.Rehash(Make.Member(), Make.Digest("new"), 1).Next!;

        Assert.Equal(Make.Digest("new"), next.Credentials.Password);
        Assert.Equal(1, next.Credentials.Version);
    }

    [Fact]
    public void A_hash_is_not_renewed_after_the_password_has_changed_or_the_member_is_gone()
    {
        Assert.Null(LoginRules.Rehash(Changed(), Make.Digest("new"), 1).Next);
        Assert.Null(LoginRules.Rehash(new MemberRecord(), Make.Digest("new"), 0).Next);
    }

    [Fact]
    public void An_address_that_the_record_does_not_name_is_checked_against_nothing()
    {
        var reserved = Make.Member() with { Addresses = Make.Owning("new@example.org", Make.Reserved("ann@example.org", 1)) };

        Assert.Equal(Make.Digest(), LoginRules.DigestFor(Make.Member(), Make.Email("Ann@EXAMPLE.org")));
        Assert.Null(LoginRules.DigestFor(Make.Member(), Make.Email("eve@example.org")));
        Assert.Null(LoginRules.DigestFor(reserved, Make.Email("ann@example.org")));
        Assert.Null(LoginRules.DigestFor(new MemberRecord(), Make.Email()));
    }

    [Fact]
    public void A_ticket_is_issued_to_an_active_member_only()
    {
        Assert.Equal(Ticket, Issue(Make.Member()).Answer.Value);
        Assert.IsType<Refusal.PendingApproval>(Issue(Make.Member(MemberStatus.Pending)).Answer.Refusal);
        Assert.IsType<Refusal.MemberBlocked>(Issue(Make.Member(MemberStatus.Blocked)).Answer.Refusal);
        Assert.IsType<Refusal.MemberNotFound>(Issue(new MemberRecord()).Answer.Refusal);
    }

    [Fact]
    public void Whoever_was_named_by_an_address_that_has_moved_on_is_not_found()
    {
        Assert.Equal(Ticket, Issue(Make.Member(), "ANN@example.org").Answer.Value);
        Assert.Equal(Ticket, SignOn(Make.Member(), "ANN@example.org").Answer.Value);
        Assert.All(
            [Issue(Make.Member(), "old@example.org"), SignOn(Make.Member(), "old@example.org")],
            d => Assert.Equal((typeof(Refusal.MemberNotFound), null), (d.Answer.Refusal?.GetType(), d.Next)));
    }

    [Theory]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Pending)]
    [InlineData(MemberStatus.Blocked)]
    public void An_address_that_has_moved_on_does_not_even_tell_the_status(MemberStatus status) =>
        Assert.IsType<Refusal.MemberNotFound>(Issue(Make.Member(status), "old@example.org").Answer.Refusal);

    [Fact]
    public void Whoever_shows_elsewhere_that_the_address_is_theirs_takes_an_unverified_one_over()
    {
        var next = SignOn(Holding(verified: false), named: null).Next!;

        Assert.Equal((null, 2, true), (next.Credentials.Password, next.Credentials.Version, next.Addresses.Verified));
        Assert.Empty(next.Credentials.Devices);
        Assert.Empty(next.Sessions);
        Assert.Equal([TokenFate.Revoked, null], next.Tokens.Select(t => t.Fate));
    }

    [Fact]
    public void A_verified_address_is_the_members_already_and_nothing_ends()
    {
        var before = Holding(verified: true);
        var next = SignOn(before, named: null).Next!;

        Assert.Equal(before with { Tokens = next.Tokens }, next);
        Assert.All(next.Tokens, t => Assert.Null(t.Fate));
    }

    // With a session, a device and a ticket that somebody else may have.
    private static MemberRecord Holding(bool verified) => Make.Member() with
    {
        Addresses = Make.Owning() with { Verified = verified },
        Credentials = Make.Member().Credentials with { Devices = RememberedDevices.Used([], null, Device, Now) },
        Sessions = SessionRules.Open([], Make.Token(TokenPurpose.Session), Make.Origin, Now, Make.Terms(TimeSpan.FromDays(14))),
        Tokens = OneTimeTokens.Issue([], Make.Token(TokenPurpose.SessionTicket, 5), Now + TicketLifetime, Now, replace: false),
    };

    private static MemberRecord Changed() => Make.Member() with { Credentials = Make.Member().Credentials.Replace(Make.Digest("two")) };

    private static readonly OpaqueToken Application = Make.Token(TokenPurpose.Application, 77);
    private static readonly AdmissionSettings Settings = new MembersOptions().Admission();

    private static Decision<MemberRecord, Outcome<LoggedIn>> Login(
        MemberRecord record,
        PasswordCheck check,
        string email = "ann@example.org",
        Guid? known = null,
        OpaqueToken? added = null,
        DateTimeOffset? at = null) =>
        LoginRules.Login(
            record,
            new CheckedLogin(Make.Email(email), check, 1, Ticket, known, added, Application, Settings),
            at ?? Now,
            TicketLifetime);

    private static Decision<MemberRecord, Outcome<OpaqueToken>> Issue(MemberRecord record, string? named = null) =>
        LoginRules.IssueTicket(record, named is null ? null : Make.Email(named), Ticket, Now, TicketLifetime);

    private static Decision<MemberRecord, Outcome<OpaqueToken>> SignOn(MemberRecord record, string? named) =>
        LoginRules.SignOn(record, named is null ? null : Make.Email(named), Ticket, Now, TicketLifetime);
}

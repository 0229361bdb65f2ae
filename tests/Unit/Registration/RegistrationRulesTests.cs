using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Registration;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Registration;

public sealed class RegistrationRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly PasswordPolicy Policy = new(8, 100);

    [Fact]
    public void All_violations_are_named_at_once()
    {
        var command = Command(password: "short") with { Contact = new ContactInfo { FirstName = "a\0", Picture = "x" } };

        Assert.Equal(
            ["contactInfo.firstName", "contactInfo.picture", "password"],
            RegistrationRules.Check(command, Policy)!.Violations.Select(v => v.Field));
    }

    [Fact]
    public void A_registration_that_breaks_no_rule_is_fine() => Assert.Null(RegistrationRules.Check(Command(), Policy));

    [Theory]
    [InlineData(MemberStatus.Active, TokenPurpose.SessionTicket)]
    [InlineData(MemberStatus.Pending, TokenPurpose.Approval)]
    public void The_status_decides_the_token(MemberStatus status, TokenPurpose purpose)
    {
        var record = Create(status);

        Assert.Equal(status, record.Status);
        Assert.Equal(purpose, RegistrationRules.TokenFor(record.Status));
    }

    [Fact]
    public void A_new_member_owns_the_address_from_the_start_and_waits_for_nothing()
    {
        var (record, email) = (Create(), Make.Email("Ann@example.org"));

        Assert.Equal((Now, Now), (record.CreatedAt, record.UpdatedAt));
        Assert.Equal(("Ann@example.org", "ann@example.org"), (record.Addresses.Login!.Typed, record.Addresses.Login.Canonical));
        Assert.Equal([(LoginKey.For(email).Value, true)], record.Addresses.Owned());
        Assert.Equal((Make.Digest(), 1), (record.Credentials.Password, record.Credentials.Version));
        Assert.False(record.Addresses.Verified);
        Assert.Null(RecordCompletion.Due(record));
    }

    [Fact]
    public void Each_contact_is_a_new_one()
    {
        Assert.NotEqual(Create().Profile.ContactId, Create().Profile.ContactId);
        Assert.NotEqual(Create().Id, Create().Profile.ContactId);
    }

    [Fact]
    public void A_newer_approval_token_replaces_the_older_and_a_ticket_does_not()
    {
        var pending = Create(MemberStatus.Pending);
        OpaqueToken first = Make.Token(TokenPurpose.Approval, 1), second = Make.Token(TokenPurpose.Approval, 2);
        OpaqueToken third = Make.Token(TokenPurpose.SessionTicket, 3), fourth = Make.Token(TokenPurpose.SessionTicket, 4);
        foreach (var token in new[] { first, second, third, fourth })
        {
            pending = RegistrationRules.Grant(pending, token, Now, TimeSpan.FromHours(30));
        }

        var expiry = Now + TimeSpan.FromHours(30);
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Replaced), OneTimeTokens.Refuse(pending.Tokens, first, TokenPurpose.Approval, Now));
        Assert.Null(OneTimeTokens.Refuse(pending.Tokens, second, TokenPurpose.Approval, expiry - Moments.Second));
        Assert.IsType<Refusal.TokenExpired>(OneTimeTokens.Refuse(pending.Tokens, second, TokenPurpose.Approval, expiry));
        Assert.Null(OneTimeTokens.Refuse(pending.Tokens, third, TokenPurpose.SessionTicket, Now));
        Assert.Null(OneTimeTokens.Refuse(pending.Tokens, fourth, TokenPurpose.SessionTicket, Now));
    }

    [Fact]
    public void The_same_registration_again_is_recognised_for_a_day()
    {
        Assert.Null(RegistrationRules.RefuseRepeat(Create(), Command(), Now + TimeSpan.FromHours(24) - Moments.Second));
        Assert.NotNull(RegistrationRules.RefuseRepeat(Create(), Command(), Now + TimeSpan.FromHours(24)));
        Assert.Null(RegistrationRules.RefuseRepeat(Create(MemberStatus.Pending), Command(), Now));
    }

    [Theory]
    [InlineData(MemberStatus.Blocked)]
    [InlineData(MemberStatus.Offline)]
    [InlineData(MemberStatus.None)]
    public void Repeating_a_registration_lets_nobody_in_who_may_not(MemberStatus status) => Assert.Equal(
        "KEY_REUSED", RegistrationRules.RefuseRepeat(Create() with { Status = status }, Command(), Now)?.Violations.Single().Rule);

    [Fact]
    public void Another_address_is_another_registration() =>
        Assert.NotNull(RegistrationRules.RefuseRepeat(Create(), Command() with { Email = Make.Email("eve@example.org") }, Now));

    [Fact]
    public void Whoever_is_vouched_for_becomes_an_active_member_without_a_password()
    {
        var command = new CreateMember(Make.Email("Ann@example.org"), ContactInfo.Empty, ProfilePrivacy.Public);
        var member = RegistrationRules.Create(Make.Owner, command, Now);

        Assert.Equal((MemberStatus.Active, Credentials.None), (member.Status, member.Credentials));
        Assert.Equal(("Ann@example.org", false), (member.Addresses.Login!.Typed, member.Addresses.Verified));
        Assert.Equal(ProfilePrivacy.Public, member.Profile.Privacy);
    }

    [Fact]
    public void Who_is_created_with_a_password_has_it_and_the_creation_cannot_be_repeated_without_it()
    {
        Assert.True(PlainPassword.TryParse("ab", out var brief));
        var command = new CreateMember(Make.Email(), ContactInfo.Empty, ProfilePrivacy.Private) { Password = brief };
        Assert.Equal("TOO_SHORT", RegistrationRules.Check(command, new PasswordPolicy(3, 9))!.Violations.Single().Rule);
        Assert.Null(RegistrationRules.Check(command, new PasswordPolicy(2, 9)));

        var member = RegistrationRules.Create(Make.Owner, command, Now, Make.Digest());
        Assert.Equal(Credentials.None.Replace(Make.Digest()).Password, member.Credentials.Password);
        Assert.False(RegistrationRules.IsRepeated(RegistrationRules.Create(Make.Owner, command, Now), command));
    }

    [Fact]
    public void The_same_creation_again_is_recognised_until_the_member_has_a_password_or_another_address()
    {
        var command = new CreateMember(Make.Email(), ContactInfo.Empty, ProfilePrivacy.Private);
        var member = RegistrationRules.Create(Make.Owner, command, Now);

        Assert.True(RegistrationRules.IsRepeated(member, command));
        Assert.False(RegistrationRules.IsRepeated(member with { Credentials = Credentials.None.Replace(Make.Digest()) }, command));
        Assert.False(RegistrationRules.IsRepeated(member, command with { Email = Make.Email("eve@example.org") }));
        Assert.False(RegistrationRules.IsRepeated(new MemberRecord(), command));
    }

    [Fact]
    public void A_registration_that_waits_for_its_code_is_no_member_and_owns_no_address()
    {
        var before = new MemberRecord { Events = [Make.Event("user_created_fail", "EMAIL_ALREADY_EXISTS")] };
        var waiting = RegistrationRules.Wait(before, Make.Owner, Command(), Make.Digest(), SubmissionRecord.None, Now);

        Assert.False(waiting.Exists());
        Assert.True(waiting.IsVacant());
        Assert.Empty(waiting.Addresses.Owned());
        Assert.Null(waiting.Credentials.Password);
        Assert.Equal(
            new PendingRegistration(Make.Digest(), ContactInfo.Empty, ProfilePrivacy.Private, Now) { Submission = SubmissionRecord.None },
            waiting.Pending);
        Assert.Equal(before.Events, waiting.Events);
    }

    [Theory]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Pending)]
    public void With_its_code_it_becomes_the_member_whose_address_is_verified(MemberStatus status)
    {
        var waiting = Waiting();
        var later = Now + TimeSpan.FromMinutes(5);
        var member = RegistrationRules.Confirm(waiting, waiting.Verification!, status, later);

        Assert.Equal((Make.Owner, status, later), (member.Id, member.Status, member.CreatedAt));
        Assert.Equal(("Ann@example.org", true), (member.Addresses.Login!.Typed, member.Addresses.Verified));
        Assert.Equal((Make.Digest(), 1), (member.Credentials.Password, member.Credentials.Version));
        Assert.Equal((null, later), (member.Pending, member.Verification!.UsedAt));
        Assert.Empty(member.Outbox);
    }

    [Fact]
    public void Its_key_is_anothers_only_while_the_code_is_good()
    {
        var (waiting, eve) = (Waiting(), Make.Email("eve@example.org"));

        Assert.False(RegistrationRules.IsPendingForAnother(waiting, Make.Email("ANN@example.org"), Now));
        Assert.True(RegistrationRules.IsPendingForAnother(waiting, eve, Now + VerificationRules.Lifetime - Moments.Second));
        Assert.False(RegistrationRules.IsPendingForAnother(waiting, eve, Now + VerificationRules.Lifetime));
        Assert.False(RegistrationRules.IsPendingForAnother(new MemberRecord(), eve, Now));
    }

    [Fact]
    public void It_is_abandoned_from_the_second_at_which_its_code_is_good_no_more_and_a_member_never_is()
    {
        var waiting = Waiting();

        Assert.False(RegistrationRules.IsAbandoned(waiting, Now + VerificationRules.Lifetime - Moments.Second));
        Assert.True(RegistrationRules.IsAbandoned(waiting, Now + VerificationRules.Lifetime));
        Assert.False(RegistrationRules.IsAbandoned(Make.Member() with { Verification = waiting.Verification }, Now + TimeSpan.FromDays(1)));
    }

    private static MemberRecord Waiting()
    {
        var (token, code) = (Make.Token(TokenPurpose.EmailVerification), new CodeDigest("fixed", "AAEC"));
        return RegistrationRules.Wait(new MemberRecord(), Make.Owner, Command(), Make.Digest(), SubmissionRecord.None, Now) with
        {
            Verification = VerificationRules.New(
                VerificationUse.Registration, token, Make.Email("Ann@example.org"), code, revokeSessions: false, Now),
            Outbox = [Make.Mail(1, MailKind.VerificationCode)],
        };
    }

    private static RegisterMember Command(string password = "plain old words") =>
        new(Make.Email("Ann@example.org"), Make.Password(password), ContactInfo.Empty, ProfilePrivacy.Private);

    private static MemberRecord Create(MemberStatus status = MemberStatus.Active) =>
        RegistrationRules.Register(Make.Owner, Command(), Make.Digest(), status, Now);
}

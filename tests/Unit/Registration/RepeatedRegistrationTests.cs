using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Confirmation;
using Members.Grains.Mailing;
using Members.Grains.Invitations;
using Members.Grains.Passwords;
using Members.Grains.Registration;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Settings;
using Members.Tests.Unit.Accounts;
using Members.Verification;

namespace Members.Tests.Unit.Registration;

/// <summary>
/// A registration decides on the record as it is when it is committed. While the password is checked another silo may have written: the
/// hash takes long.
/// </summary>
public sealed class RepeatedRegistrationTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly CodeMint Codes = new(new PepperRing([], null), (first, _) => first);
    private static readonly EmailCode Code = EmailCode.Of(123_456);
    private static readonly RegisterMember Command = new(Make.Email(), Make.Password(), ContactInfo.Empty, ProfilePrivacy.Private);
    private static readonly RegisterMember WithCode = Command with { Proof = new EmailProof(Token(1), Code) };

    [Fact]
    public async Task A_lost_answer_is_given_again()
    {
        var (byPassword, byCode) = (new FakeMember(Make.Member()), new FakeMember(Done()));

        Assert.Equal(TokenPurpose.SessionTicket, (await Register(byPassword, Command)).Value!.SessionTicket!.Purpose);
        Assert.Equal(TokenPurpose.SessionTicket, (await Register(byCode, WithCode)).Value!.SessionTicket!.Purpose);
        Assert.Equal((1, 1), (byPassword.Writes, byCode.Writes));
    }

    [Theory]
    [InlineData(MemberStatus.Blocked)]
    [InlineData(MemberStatus.None)]
    public async Task Whoever_was_blocked_or_deleted_meanwhile_gets_no_token_for_the_password(MemberStatus status)
    {
        var member = new FakeMember(Make.Member());
        var again = await Register(member, Command, () => member.ChangeElsewhere(r => Became(r, status)));

        Assert.Equal("KEY_REUSED", Assert.IsType<Refusal.Invalid>(again.Refusal).Violations.Single().Rule);
        Assert.Equal((0, 0), (member.Writes, member.Stored.Tokens.Length));
    }

    [Theory]
    [InlineData(MemberStatus.Blocked)]
    [InlineData(MemberStatus.None)]
    public async Task Whoever_was_blocked_or_deleted_meanwhile_gets_no_token_for_the_code(MemberStatus status)
    {
        var member = new FakeMember(Done());
        var again = await Register(member, WithCode, () => member.ChangeElsewhere(r => Became(r, status)));

        Assert.Equal(new Refusal.EmailVerificationFailed(VerificationFailure.NotFound), again.Refusal);
        Assert.Equal((0, 0), (member.Writes, member.Stored.Tokens.Length));
    }

    [Fact]
    public async Task A_code_makes_a_member_of_the_registration_that_it_was_mailed_for()
    {
        var member = new FakeMember(Waiting(Token(1)));
        var confirmed = await Register(member, WithCode);

        Assert.Equal(("ann@example.org", true), (confirmed.Value!.Member.LoginEmail, confirmed.Value.Member.EmailVerified));
        Assert.Equal((1, Now), (member.Writes, member.Stored.Verification!.UsedAt));
        Assert.Equal((Make.Digest(), 1), (member.Stored.Credentials.Password, member.Stored.Credentials.Version));
        Assert.Empty(member.Stored.Outbox);
        Assert.Null(member.Stored.Pending);
    }

    [Fact]
    public async Task A_code_makes_no_member_of_another_registration_that_took_its_place_meanwhile()
    {
        var member = new FakeMember(Waiting(Token(1)));
        var confirmed = await Register(member, WithCode, () => member.ChangeElsewhere(_ => Waiting(Token(2))));

        Assert.Equal(new Refusal.EmailVerificationFailed(VerificationFailure.NotFound), confirmed.Refusal);
        Assert.Equal(0, member.Writes);
    }

    // Of a deleted member nothing else is left.
    private static MemberRecord Became(MemberRecord record, MemberStatus status) => status == MemberStatus.None
        ? new() { Id = record.Id, DeletedAt = Now }
        : record with { Status = status };

    private static OpaqueToken Token(int number) => Make.Token(TokenPurpose.EmailVerification, number);

    private static AddressVerification Verification(OpaqueToken token) => VerificationRules.New(
        VerificationUse.Registration, token, Make.Email(), Codes.Digest(Make.Owner, token.Id, Code), revokeSessions: false, Now);

    private static MemberRecord Waiting(OpaqueToken token) => new()
    {
        Id = Make.Owner,
        Pending = new PendingRegistration(Make.Digest(), ContactInfo.Empty, ProfilePrivacy.Private, Now),
        Verification = Verification(token),
        Outbox = [Make.Mail(1, Members.Grains.Mail.MailKind.VerificationCode)],
    };

    // Registered by a code, the answer to which was lost.
    private static MemberRecord Done() => Make.Member() with { Verification = VerificationRules.Use(Verification(Token(1)), Now) };

    private static Task<Outcome<Registered>> Register(FakeMember member, RegisterMember command, Action? meanwhile = null)
    {
        member.OtherGrains[nameof(ISiteSettingsGrain.SignupPolicy)] =
            () => new ValueTask<SignupPolicy>(new SignupPolicy(SignupApproval.Automatic, RequireEmailVerification: true));
        var (hashing, mail) = (new FakeHashing(meanwhile), new VerificationCodeMail(Codes));
        var submissions = new Submissions(member.Site, new UsableInvitations(null!, member.Grains));
        var codes = new ConfirmationCodes(Codes, mail, new MemberMails(mail), member.Grains);
        var confirmation = new ConfirmRegistrationHandler(hashing, codes, member.Site, submissions);
        var handler = new RegisterHandler(hashing, codes, confirmation, submissions);
        return handler.Register(member.Context, command, new RepeatLimit(), CancellationToken.None);
    }
}

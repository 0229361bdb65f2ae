using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Passwords;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Verification;

namespace Members.Tests.Unit.Verification;

/// <summary>Mailed codes: what a right one, a wrong one and one that is not the verification's own come to.</summary>
public sealed class VerificationRulesTests
{
    private static readonly CodeMint Codes = new(new PepperRing([], null), (first, _) => first + 23_456);
    private static readonly EmailCode Right = EmailCode.Of(123_456), Wrong = EmailCode.Of(654_321);
    private static readonly OpaqueToken Token = Make.Token(TokenPurpose.EmailVerification);
    private static readonly DateTimeOffset Now = Moments.Start;

    private static MemberRecord Waiting(VerificationUse use = VerificationUse.Registration) => VerificationRules.Begin(
        Make.Member(MemberStatus.None),
        VerificationRules.New(use, Token, Make.Email(), Codes.Digest(Make.Owner, Token.Id, Right), revokeSessions: false, Now),
        VerificationRules.Mail(Make.Id(5), "ann@example.org", Now));

    [Fact]
    public void The_right_code_is_accepted_and_costs_no_write_of_its_own()
    {
        var ruling = Enter(Waiting(), Right, Now + TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));

        Assert.True(ruling.Answer.Succeeded);
        Assert.Null(ruling.Next);
    }

    [Fact]
    public void Five_wrong_codes_use_it_up_and_then_the_right_one_is_refused_too()
    {
        var record = Waiting();
        for (var left = 4; left >= 0; left--)
        {
            var ruling = Enter(record, Wrong, Now);
            Assert.Equal(VerificationFailure.BadCode, Reason(ruling));
            Assert.Equal(left, ruling.Next!.Verification!.TriesLeft);
            record = ruling.Next;
        }

        var after = Enter(record, Right, Now);
        Assert.Equal(VerificationFailure.BadCode, Reason(after));
        Assert.Null(after.Next);
    }

    [Fact]
    public void After_ten_minutes_there_is_no_such_verification() =>
        Assert.Equal(VerificationFailure.NotFound, Reason(Enter(Waiting(), Right, Now + TimeSpan.FromMinutes(10))));

    [Fact]
    public void Another_token_another_use_and_another_purpose_find_nothing_and_cost_no_try()
    {
        var sameId = OpaqueToken.Create(TokenPurpose.EmailVerification, Make.Owner, Token.Id, new byte[32]);
        var ticket = OpaqueToken.Create(TokenPurpose.SessionTicket, Make.Owner, Token.Id, new byte[32]);

        Assert.All(
            new[]
            {
                Enter(Waiting(), Right, Now, Make.Token(TokenPurpose.EmailVerification, 2)),
                Enter(Waiting(), Right, Now, sameId),
                Enter(Waiting(), Right, Now, ticket),
                Enter(Waiting(VerificationUse.Change), Right, Now),
                Enter(Make.Member(), Right, Now),
            },
            ruling => Assert.Equal((VerificationFailure.NotFound, null), (Reason(ruling), ruling.Next)));
    }

    [Fact]
    public void Another_code_kills_the_one_before_and_gives_new_tries_and_ten_more_minutes()
    {
        var used = Enter(Waiting(), Wrong, Now).Next!;
        var later = Now + TimeSpan.FromMinutes(9);
        var renewed = VerificationRules.Renew(used, Codes.Digest(Make.Owner, Token.Id, Wrong), later);

        Assert.Equal(VerificationRules.Tries, renewed.Verification!.TriesLeft);
        Assert.Equal(VerificationFailure.BadCode, Reason(Enter(renewed, Right, later)));
        Assert.True(Enter(renewed, Wrong, later + TimeSpan.FromMinutes(9)).Answer.Succeeded);
    }

    [Fact]
    public void Once_used_no_further_code_is_sent_and_the_mail_need_not_leave()
    {
        var waiting = Waiting();
        var used = VerificationRules.Use(waiting, waiting.Verification!, Now);

        Assert.NotNull(VerificationRules.UnderWay(waiting, Now));
        Assert.Null(VerificationRules.UnderWay(used, Now));
        Assert.Empty(used.Outbox);
    }

    [Fact]
    public void A_codes_digest_is_good_for_one_verification_of_one_member_and_one_pepper()
    {
        var digest = Codes.Digest(Make.Owner, Token.Id, Right);
        var peppered = new CodeMint(new PepperRing([new("p1", new string('x', 40))], "p1"), (first, _) => first);

        Assert.True(Codes.Matches(digest, Make.Owner, Token.Id, Right));
        Assert.False(Codes.Matches(digest, Make.Owner, Token.Id, Wrong));
        Assert.False(Codes.Matches(digest, Make.Id(1), Token.Id, Right));
        Assert.False(Codes.Matches(digest, Make.Owner, Make.Id(77), Right));
        Assert.NotEqual(digest.Hash, peppered.Digest(Make.Owner, Token.Id, Right).Hash);
        Assert.Throws<InvalidOperationException>(() => Codes.Matches(peppered.Digest(Make.Owner, Token.Id, Right), Make.Owner, Token.Id, Right));
    }

    [Fact]
    public void Nothing_of_it_is_told_by_its_text()
    {
        var record = Waiting().Verification!;

        Assert.DoesNotContain("ann", record.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(record.Code.Hash, record.Code.ToString(), StringComparison.Ordinal);
        Assert.Equal("EmailCode(redacted)", Right.ToString());
    }

    private static Members.Grains.Storage.Decision<MemberRecord, Outcome<AddressVerification>> Enter(
        MemberRecord record, EmailCode code, DateTimeOffset now, OpaqueToken? token = null) =>
        VerificationRules.Enter(record, VerificationUse.Registration, new EmailProof(token ?? Token, code), Codes, now);

    private static VerificationFailure Reason(Members.Grains.Storage.Decision<MemberRecord, Outcome<AddressVerification>> ruling) =>
        Assert.IsType<Refusal.EmailVerificationFailed>(ruling.Answer.Refusal).Reason;
}

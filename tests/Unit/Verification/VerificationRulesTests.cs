using Members.Grains.Passwords;
using Members.Grains.Storage;
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

    [Fact]
    public void The_right_code_is_accepted_and_costs_no_write_of_its_own()
    {
        var decision = Enter(Waiting(), Right, Now + TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));

        Assert.True(decision.Answer.Succeeded);
        Assert.Null(decision.Next);
    }

    [Fact]
    public void Five_wrong_codes_use_it_up_and_then_the_right_one_is_refused_too()
    {
        var waiting = Waiting();
        for (var left = 4; left >= 0; left--)
        {
            var decision = Enter(waiting, Wrong, Now);
            Assert.Equal(VerificationFailure.BadCode, Reason(decision));
            Assert.Equal(left, decision.Next!.TriesLeft);
            waiting = decision.Next;
        }

        var after = Enter(waiting, Right, Now);
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
                Enter(null, Right, Now),
            },
            decision => Assert.Equal((VerificationFailure.NotFound, null), (Reason(decision), decision.Next)));
    }

    [Fact]
    public void Another_code_kills_the_one_before_and_gives_new_tries_and_ten_more_minutes()
    {
        var used = Enter(Waiting(), Wrong, Now).Next!;
        var later = Now + TimeSpan.FromMinutes(9);
        var renewed = VerificationRules.Renew(used, Codes.Digest(Make.Owner, Token.Id, Wrong), later);

        Assert.Equal(VerificationRules.Tries, renewed.TriesLeft);
        Assert.Equal(VerificationFailure.BadCode, Reason(Enter(renewed, Right, later)));
        Assert.True(Enter(renewed, Wrong, later + TimeSpan.FromMinutes(9)).Answer.Succeeded);
    }

    [Fact]
    public void Once_used_no_further_code_is_sent_and_a_repeated_call_is_answered_for_as_long_as_a_code_is_good()
    {
        var (waiting, later) = (Waiting(), Now + TimeSpan.FromMinutes(9));
        var used = VerificationRules.Use(waiting, later);

        Assert.Equal(waiting, VerificationRules.Pending(waiting, Now));
        Assert.Null(VerificationRules.Pending(used, later));
        Assert.Null(VerificationRules.Resendable(used, later));
        Assert.Equal(used, Enter(used, Right, later + TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1)).Answer.Value);
        Assert.Equal(VerificationFailure.NotFound, Reason(Enter(used, Right, later + TimeSpan.FromMinutes(10))));
    }

    [Fact]
    public void Another_code_may_be_asked_for_a_registration_alone()
    {
        Assert.NotNull(VerificationRules.Resendable(Waiting(), Now));
        Assert.Null(VerificationRules.Resendable(Waiting(), Now + TimeSpan.FromMinutes(10)));
        Assert.Null(VerificationRules.Resendable(Waiting(VerificationUse.Change), Now));
        Assert.Null(VerificationRules.Resendable(null, Now));
    }

    [Fact]
    public void What_is_used_is_dropped_and_what_waits_is_not()
    {
        Assert.Null(VerificationRules.DropUsed(VerificationRules.Use(Waiting(), Now)));
        Assert.Equal(Waiting(), VerificationRules.DropUsed(Waiting()));
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
        var other = peppered.Digest(Make.Owner, Token.Id, Right);
        Assert.NotEqual(digest.Hash, other.Hash);
        Assert.Throws<InvalidOperationException>(() => Codes.Matches(other, Make.Owner, Token.Id, Right));
    }

    [Fact]
    public void Nothing_of_it_is_told_by_its_text()
    {
        var waiting = Waiting();

        Assert.DoesNotContain("ann", waiting.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(waiting.Code.Hash, waiting.Code.ToString(), StringComparison.Ordinal);
        Assert.Equal("EmailCode(redacted)", Right.ToString());
    }

    private static AddressVerification Waiting(VerificationUse use = VerificationUse.Registration) =>
        VerificationRules.New(use, Token, Make.Email(), Codes.Digest(Make.Owner, Token.Id, Right), revokeSessions: false, Now);

    private static Decision<AddressVerification, Outcome<AddressVerification>> Enter(
        AddressVerification? waiting, EmailCode code, DateTimeOffset now, OpaqueToken? token = null) =>
        VerificationRules.Enter(
            waiting, Make.Owner, VerificationUse.Registration, new EmailProof(token ?? Token, code), Codes, now);

    private static VerificationFailure Reason(Decision<AddressVerification, Outcome<AddressVerification>> decision) =>
        Assert.IsType<Refusal.EmailVerificationFailed>(decision.Answer.Refusal).Reason;
}

using Members.Accounts;
using Members.Emails;
using Members.Outcomes;
using Members.Secrets;
using Members.Settings;
using Members.Tests.Grains.Hosting;
using Members.Verification;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

/// <summary>A cluster where new members must show that they read their address's mail, and few mails go to one address.</summary>
public sealed class VerifyingCluster() : MembersCluster(new World(), new Dictionary<string, string>
{
    ["Members:RequireEmailVerification"] = "true",
    ["Members:SetPasswordMailsPerHour"] = "5",
});

/// <summary>Registrations that wait for a code (docs/adr/0011).</summary>
public sealed class VerifyingTests(VerifyingCluster cluster) : IClassFixture<VerifyingCluster>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_used_code_lets_nobody_in_again_once_all_sessions_were_ended()
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var proof = await Begin(id, email);
        (await Verification(id).FinishRegistration(proof)).Done();

        await cluster.Member(id).EndAllSessions();
        (await Verification(id).FinishRegistration(proof)).Refused(Failed(VerificationFailure.NotFound));
    }

    [Fact]
    public async Task A_registration_waits_for_its_code_and_holds_nothing()
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var proof = await Begin(id, email);

        Assert.Null(await cluster.Member(id).Find());
        Assert.Null(await cluster.Index(email).Resolve());
        Assert.False(await cluster.CanLogIn(email));
        Assert.Equal(email.Typed, cluster.Mail.Of(id)[^1].To);
        Assert.Null(cluster.Mail.Of(id)[^1].Link);
        Assert.DoesNotContain(
            proof.Code.Reveal(), System.Text.Json.JsonSerializer.Serialize(await cluster.StoredMember(id)), StringComparison.Ordinal);

        var done = (await cluster.Member(id).Register(Registration(email) with { Proof = proof })).Done();
        Assert.True(done.Member.EmailVerified);
        Assert.NotNull(done.SessionTicket);
        Assert.True(await cluster.CanLogIn(email));
        Assert.Null((await cluster.StoredMember(id)).Pending);
    }

    [Fact]
    public async Task The_code_alone_finishes_too_and_an_answer_that_was_lost_is_given_again_for_ten_minutes()
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var proof = await Begin(id, email);

        var first = (await Verification(id).FinishRegistration(proof)).Done();
        var again = (await Verification(id).FinishRegistration(proof)).Done();
        Assert.Equal(first.Member.Id, again.Member.Id);
        (await cluster.Member(id).Register(Registration(email) with { Proof = proof })).Done();
        (await cluster.Member(id).OpenSession(again.SessionTicket!, Somewhere)).Done();

        cluster.Clock.Advance(TimeSpan.FromMinutes(10));
        (await Verification(id).FinishRegistration(proof)).Refused(Failed(VerificationFailure.NotFound));
        Assert.True(await cluster.CanLogIn(email));
    }

    [Fact]
    public async Task Both_switches_together_make_a_pending_member()
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var proof = await Begin(id, email);
        await cluster.Settings().ChangeSignupPolicy(SignupApproval.Manual, null);
        try
        {
            var done = (await cluster.Member(id).Register(Registration(email) with { Proof = proof })).Done();
            Assert.Equal(MemberStatus.Pending, done.Member.Status);
            Assert.Null(done.SessionTicket);
            (await cluster.Member(id).ApproveWithToken(done.ApprovalToken!)).Done();
        }
        finally
        {
            await cluster.Settings().ChangeSignupPolicy(SignupApproval.Automatic, null);
        }

        Assert.True(await cluster.CanLogIn(email));
    }

    [Fact]
    public async Task Five_wrong_codes_end_it_until_another_code_is_sent()
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var proof = await Begin(id, email);
        for (var i = 0; i < 5; i++)
        {
            (await cluster.Member(id).Register(Registration(email) with { Proof = proof with { Code = Wrong(proof.Code) } }))
                .Refused(Failed(VerificationFailure.BadCode));
        }

        (await Verification(id).FinishRegistration(proof)).Refused(Failed(VerificationFailure.BadCode));
        await cluster.Forget(cluster.Member(id));
        (await Verification(id).FinishRegistration(proof)).Refused(Failed(VerificationFailure.BadCode));

        (await Verification(id).SendCodeAgain()).Done();
        var fresh = proof with { Code = cluster.Mail.Of(id)[^1].Code! };
        (await Verification(id).FinishRegistration(fresh)).Done();
    }

    [Fact]
    public async Task A_code_is_good_until_the_second_before_ten_minutes_are_over_and_upkeep_clears_what_waited()
    {
        var (early, late) = (MemberId.New(), MemberId.New());
        var (one, other) = (await Begin(early, NewEmail()), await Begin(late, NewEmail()));
        cluster.Clock.Advance(TimeSpan.FromMinutes(10) - Second);
        (await Verification(early).FinishRegistration(one)).Done();
        cluster.Clock.Advance(Second);
        (await Verification(late).FinishRegistration(other)).Refused(Failed(VerificationFailure.NotFound));

        await cluster.Upkeep(late).Settle();
        var cleared = await cluster.StoredMember(late);
        Assert.True(cleared is null or { Pending: null, Verification: null });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_that_is_tried_again_carries_another_code_beside_the_first_which_may_have_arrived(bool first)
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var proof = await Begin(id, email);
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        await cluster.Upkeep(id).Settle();
        var fresh = cluster.Mail.Of(id)[^1].Code!;
        Assert.Equal(2, cluster.Mail.Of(id).Count);

        (await Verification(id).FinishRegistration(first ? proof : proof with { Code = fresh })).Done();
        Assert.Empty((await cluster.StoredMember(id)).Outbox);
    }

    [Fact]
    public async Task The_second_call_must_be_the_first_one_again()
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var proof = await Begin(id, email);

        Assert.IsType<Refusal.Invalid>(
            (await cluster.Member(id).Register(Registration(email, Password("another-one-entirely-7")) with { Proof = proof })).Refusal);
        Assert.IsType<Refusal.Invalid>((await cluster.Member(id).Register(Registration(NewEmail()) with { Proof = proof })).Refusal);
        Assert.Null(await cluster.Member(id).Find());
        (await cluster.Member(id).Register(Registration(email) with { Proof = proof })).Done();
    }

    [Fact]
    public async Task Made_up_verifications_are_unknown()
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var proof = await Begin(id, email);
        var forged =
            proof with { Verification = OpaqueToken.Create(TokenPurpose.EmailVerification, id, proof.Verification.Id, new byte[32]) };

        (await Verification(id).FinishRegistration(forged)).Refused(Failed(VerificationFailure.NotFound));
        (await Verification(MemberId.New()).FinishRegistration(proof)).Refused(Failed(VerificationFailure.NotFound));
        (await Verification(MemberId.New()).SendCodeAgain()).Refused(new Refusal.MemberNotFound());
        Assert.Equal(5, (await cluster.StoredMember(id)).Verification!.TriesLeft);
    }

    [Fact]
    public async Task Two_who_wait_for_one_address_race_and_exactly_one_has_it()
    {
        var email = NewEmail();
        var (a, b) = (MemberId.New(), MemberId.New());
        var (one, other) = (await Begin(a, email), await Begin(b, email));

        var answers = await Task.WhenAll(Verification(a).FinishRegistration(one), Verification(b).FinishRegistration(other));

        var winner = Assert.Single(answers, o => o.Succeeded);
        Assert.Single(answers, o => o.Refusal is Refusal.EmailTaken);
        Assert.Equal(winner.Value!.Member.Id, await cluster.Index(email).Resolve());
        (await cluster.Member(MemberId.New()).Register(Registration(email))).Refused(new Refusal.EmailTaken());
    }

    [Fact]
    public async Task An_address_gets_so_many_codes_an_hour()
    {
        var (id, email) = (MemberId.New(), NewEmail());
        await Begin(id, email);
        for (var i = 0; i < 4; i++)
        {
            (await Verification(id).SendCodeAgain()).Done();
        }

        Assert.IsType<Refusal.TooManyRequests>((await Verification(id).SendCodeAgain()).Refusal);
        Assert.IsType<Refusal.TooManyRequests>((await cluster.Member(MemberId.New()).Register(Registration(email))).Refusal);
    }

    private static EmailCode Wrong(EmailCode code) => EmailCode.Of(code.Reveal() == "100000" ? 100_001 : 100_000);

    private static Refusal.EmailVerificationFailed Failed(VerificationFailure reason) => new Refusal.EmailVerificationFailed(reason);

    private IMemberVerificationGrain Verification(Guid id) => cluster.Grains.GetGrain<IMemberVerificationGrain>(id);

    private async Task<EmailProof> Begin(Guid id, EmailAddress email)
    {
        var refusal = Assert.IsType<Refusal.EmailVerificationRequired>((await cluster.Member(id).Register(Registration(email))).Refusal);
        Assert.Equal(id, refusal.Verification.Owner);
        return new EmailProof(refusal.Verification, cluster.Mail.Of(id)[^1].Code!);
    }
}

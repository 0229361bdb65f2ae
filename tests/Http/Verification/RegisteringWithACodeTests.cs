using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Verification;

/// <summary>A site whose members show that they read their address's mail, and are approved by hand: both switches together.</summary>
public sealed class VerifyingServer : SharedServer
{
    private protected override Task<MembersServer> Start() =>
        MembersServer.Start([("Members:RequireEmailVerification", "true"), ("Members:SignupApproval", "Manual")]);
}

/// <summary>Registrations that wait for a code, over HTTP (docs/adr/0011).</summary>
public sealed class RegisteringWithACodeTests(VerifyingServer shared) : IClassFixture<VerifyingServer>
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task The_call_repeated_with_the_code_registers_who_then_waits_for_approval()
    {
        var email = NewEmail();
        var proof = await _server.Begin(() => Register(email), email);
        Assert.Empty((await _server.Operator.Get($"/v1/members?email={email}")).Done().GetProperty("members").EnumerateArray());

        var done = (await Register(email, proof)).Done();
        Assert.Equal(("PENDING", true), (done.Member().Str("status"), done.Member().GetProperty("emailVerified").GetBoolean()));
        Assert.StartsWith("map_", done.Str("approvalToken"), StringComparison.Ordinal);
        (await _server.Login(email, MembersServer.GoodPassword)).Is(Fault.PendingApproval);
        (await _server.Operator.Post($"{Auth}/approve", new { token = done.Str("approvalToken") })).Done();
        Assert.True(await _server.CanLogIn(email, MembersServer.GoodPassword));
    }

    [Theory]
    [InlineData("000000", "BAD_CODE")]
    [InlineData("12345", "BAD_CODE")]
    [InlineData("\uff11\uff12\uff13\uff14\uff15\uff16", "BAD_CODE")]
    public async Task A_wrong_code_is_refused_and_says_why(string otp, string reason)
    {
        var email = NewEmail();
        var (id, _) = await _server.Begin(() => Register(email), email);
        AssertFailed(await Register(email, (id, otp)), id, reason);
    }

    [Fact]
    public async Task An_unknown_verification_and_another_call_with_the_code_are_refused()
    {
        var (email, other) = (NewEmail(), NewEmail());
        var proof = await _server.Begin(() => Register(email), email);

        AssertFailed(await Register(email, ("mev_made-up", proof.Otp)), "mev_made-up", "NOT_FOUND");
        (await Register(other, proof)).Is(Fault.Invalid);
        (await _server.Operator.Post($"{Auth}/register", new
        {
            email,
            password = "another-password-7",
            emailVerification = new { verificationId = proof.VerificationId, otp = proof.Otp },
        })).Is(Fault.Invalid);
        (await Register(email, proof)).Done();
    }

    [Fact]
    public async Task A_member_cannot_talk_themself_out_of_verifying_a_new_address()
    {
        var email = NewEmail();
        var done = (await Register(email, await _server.Begin(() => Register(email), email))).Done();
        (await _server.Operator.Post($"{Auth}/approve", new { id = done.Member().Id() })).Done();
        var member = await _server.Member(new Person(done.Member().Id(), email, MembersServer.GoodPassword, done));

        (await member.Patch($"{Auth}/members/{done.Member().Id()}/change-login-email", new { newEmail = NewEmail(), verify = false }))
            .Is(Fault.EmailVerificationRequired);
        (await _server.Operator.Patch($"{Auth}/members/{done.Member().Id()}/change-login-email", new { newEmail = NewEmail() })).Done();
    }

    [Fact]
    public async Task A_registration_that_takes_the_place_of_a_waiting_one_is_in_the_log()
    {
        await using var server = await MembersServer.Start([("Members:RequireEmailVerification", "true")]);
        var (key, body) = (("Idempotency-Key", "the same"), new { email = NewEmail(), password = MembersServer.GoodPassword });
        (await Named()).Is(Fault.EmailVerificationRequired);
        (await Named()).Is(Fault.EmailVerificationRequired);
        (await server.Operator.Patch($"{Auth}/settings", new { requireEmailVerification = false })).Done();

        var registered = await Named();
        registered.Done();
        Assert.Equal("user_created", Assert.Single(server.Log.Of(registered)).Event);

        Task<Reply> Named() => server.Operator.Send(HttpMethod.Post, $"{Auth}/register", Api.JsonOf(body), key);
    }

    private static void AssertFailed(Reply reply, string id, string reason)
    {
        var data = reply.Is(Fault.EmailVerificationFailed).Json.GetProperty("details").GetProperty("applicationError").GetProperty("data");
        Assert.Equal((id, reason), (data.Str("verificationId"), data.Str("verificationFailureReason")));
    }

    private Task<Reply> Register(string email, (string VerificationId, string Otp)? proof = null) =>
        _server.Operator.Post($"{Auth}/register", new
        {
            email,
            password = MembersServer.GoodPassword,
            emailVerification = proof is { } shown ? new { verificationId = shown.VerificationId, otp = shown.Otp } : null,
        });
}

using Members.Tests.Http.Hosting;
using Members.Tests.Http.SignUp;
using Members.Tests.Http.Verification;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Admission;

/// <summary>Who was rejected and applies again where addresses are verified: by the mailed code, as everybody signs up there.</summary>
public sealed class ApplyAgainByCodeTests : IAsyncLifetime
{
    private const string NewPassword = "another-password-77";
    private static readonly TimeSpan Early = TimeSpan.FromDays(30);

    private MembersServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await MembersServer.Start([("Members:RequireEmailVerification", "true"), ("Members:SignupMode", "Approve")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_code_is_enough_and_sets_the_password()
    {
        await _server.Ask([new { key = "club", kind = "text", label = En("Club"), storeAs = "nickname" }]);
        var person = await Rejected();
        _server.Clock.Advance(Early);
        var proof = await _server.Begin(() => Again(person, club: "Chess"), person.Email);
        Assert.Equal("REJECTED", await _server.Status(person));

        var done = (await Again(person, proof, "Golf")).Done();
        Assert.Equal((person.Id, "PENDING", "Chess"), (done.Member().Id(), done.Member().Str("status"), done.Member().Str("nickname")));
        Assert.Equal(["member", "approvalToken", "applicationToken"], done.Names());
        Assert.Equal(2, (await _server.Application(person)).GetProperty("number").GetInt32());
        Assert.Equal("PENDING", (await _server.Own(done.Str("applicationToken"))).Str("status"));

        (await _server.Login(person)).Is(Fault.InvalidCredentials);
        (await _server.Login(person.Email, NewPassword)).Is(Fault.PendingApproval);
        (await _server.Decide(person, "approve", new { number = 2 })).Done();
        Assert.True(await _server.CanLogIn(person.Email, NewPassword));
    }

    [Fact]
    public async Task The_same_call_again_is_answered_the_same_and_applies_once()
    {
        var person = await Rejected();
        _server.Clock.Advance(Early);
        var proof = await _server.Begin(() => Again(person), person.Email);
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Again(person, proof)));

        Assert.All(replies, r => Assert.Equal((person.Id, "PENDING"), (r.Done().Member().Id(), r.Json.Member().Str("status"))));
        Assert.Equal(2, (await _server.Application(person)).GetProperty("number").GetInt32());
        (await _server.Decide(person, "reject", new { number = 2 })).Done();
        (await Again(person, proof)).Is(Fault.EmailVerificationFailed);
    }

    [Fact]
    public async Task The_password_changes_with_the_right_code_alone()
    {
        var person = await Rejected();
        _server.Clock.Advance(Early);
        var proof = await _server.Begin(() => Again(person), person.Email);
        for (var i = 0; i < 5; i++)
        {
            (await Again(person, (proof.VerificationId, "000000"))).Is(Fault.EmailVerificationFailed);
        }

        (await Again(person, proof)).Is(Fault.EmailVerificationFailed);
        (await _server.Login(person)).Is(Fault.ApplicationRejected);
        (await _server.Login(person.Email, NewPassword)).Is(Fault.InvalidCredentials);
    }

    [Fact]
    public async Task Somebody_who_may_not_apply_again_hears_that_the_address_is_taken_and_gets_no_mail()
    {
        var person = await Rejected();
        _server.Clock.Advance(Early - TimeSpan.FromSeconds(1));
        var taken = (await Again(person)).Is(Fault.EmailAlreadyExists).WithoutTrace();
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        var proof = await _server.Begin(() => Again(person), person.Email);

        // Decided on since the code was mailed.
        (await _server.Decide(person, "approve", new { seen = "REJECTED" })).Done();
        (await Again(person, proof)).Is(Fault.EmailAlreadyExists);
        Assert.Equal(taken, (await Again(person)).WithoutTrace());
        (await _server.Login(person)).Done();
    }

    [Fact]
    public async Task A_code_that_nobody_enters_leaves_nothing_behind()
    {
        var person = await Rejected();
        _server.Clock.Advance(Early);
        var proof = await _server.Begin(() => Again(person), person.Email);
        _server.Clock.Advance(TimeSpan.FromMinutes(10));
        await _server.Settle(person);

        (await Again(person, proof)).Is(Fault.EmailVerificationFailed);
        Assert.Equal("REJECTED", await _server.Status(person));
        (await _server.Login(person)).Is(Fault.ApplicationRejected);
    }

    private Task<Reply> Again(Person person, (string VerificationId, string Otp)? proof = null, string? club = null) =>
        Register(person.Email, NewPassword, proof, club);

    private Task<Reply> Register(string email, string password, (string VerificationId, string Otp)? proof = null, string? club = null) =>
        _server.Operator.Post($"{Auth}/register", new
        {
            email,
            password,
            answers = club is null ? null : new { club },
            emailVerification = proof is { } shown ? new { verificationId = shown.VerificationId, otp = shown.Otp } : null,
        });

    private async Task<Person> Rejected()
    {
        var email = NewEmail();
        var proof = await _server.Begin(() => Register(email, MembersServer.GoodPassword), email);
        var done = (await Register(email, MembersServer.GoodPassword, proof)).Done();
        var person = new Person(done.Member().Id(), email, MembersServer.GoodPassword, done);
        (await _server.Decide(person, "reject")).Done();
        return person;
    }
}

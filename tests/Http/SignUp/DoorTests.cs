using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Verification;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.SignUp;

/// <summary>The site's door: who may sign up, and whether they wait (admission, section 3).</summary>
public sealed class DoorTests(RegisteringServer shared) : IClassFixture<RegisteringServer>, IAsyncLifetime
{
    private readonly MembersServer _server = shared.Server;

    public async Task InitializeAsync()
    {
        await _server.Ask([]);
        await _server.Door("OPEN");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("OPEN", "ACTIVE")]
    [InlineData("APPROVE", "PENDING")]
    public async Task A_door_that_lets_in_says_whether_they_wait_and_a_taken_address_is_taken(string mode, string status)
    {
        var taken = await Taken();
        await _server.Door(mode);

        Assert.Equal(status, (await _server.SignedUp()).Answer.Member().Str("status"));
        foreach (var email in taken)
        {
            (await _server.SignUp(email: email)).Is(Fault.EmailAlreadyExists);
        }
    }

    [Theory]
    [InlineData("CLOSED", "SIGNUP_CLOSED")]
    [InlineData("INVITE", "INVITATION_REQUIRED")]
    public async Task A_door_that_refuses_says_the_same_of_new_and_taken_addresses_and_whatever_is_answered(string mode, string code)
    {
        var (taken, email) = (await Taken(), NewEmail());
        await _server.Door(mode);

        var refused = (await _server.SignUp(email: email)).Is(Fault.Find(403, code));
        foreach (var other in taken)
        {
            Assert.Equal(refused.WithoutTrace(), (await _server.SignUp(email: other)).WithoutTrace());
        }

        Assert.Equal(refused.WithoutTrace(), (await _server.SignUp(new { nothing = "asked" }, email)).WithoutTrace());
        Assert.Equal(refused.WithoutTrace(), (await Visit(email)).WithoutTrace());
        (await _server.SignUp(email: "nobody")).Broke(("email", "INVALID_EMAIL"));
        Assert.True(await _server.IsUnknown(email));
    }

    [Fact]
    public async Task A_blank_invitation_is_none()
    {
        await _server.Door("INVITE");
        (await _server.Operator.Post(
            $"{Auth}/register", new { email = NewEmail(), password = MembersServer.GoodPassword, invitation = " " }))
            .Is(Fault.InvitationRequired);
    }

    [Fact]
    public async Task It_closes_by_itself_at_its_time_to_the_second()
    {
        var at = _server.Clock.GetUtcNow().AddHours(1);
        var set = (await _server.Operator.Patch(SiteSettings, new { signupChange = new { mode = "CLOSED", at } })).Done();
        Assert.Equal(("OPEN", "CLOSED"), (set.Str("signupMode"), set.GetProperty("signupChange").Str("mode")));
        Assert.Equal(at, set.GetProperty("signupChange").GetProperty("at").GetDateTimeOffset());

        _server.Clock.Advance(TimeSpan.FromSeconds(3599));
        (await _server.SignUp()).Done();
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _server.SignUp()).Is(Fault.SignupClosed);
        var now = (await _server.Operator.Get(SiteSettings)).Done();
        Assert.Equal(("CLOSED", "MANUAL", false), (now.Str("signupMode"), now.Str("signupApproval"), now.Has("signupChange")));
        (await _server.Operator.Patch(SiteSettings, new { tellReceived = false })).Done();
        (await _server.SignUp()).Is(Fault.SignupClosed);
        await _server.Door("OPEN");
        (await _server.SignUp()).Done();
    }

    [Fact]
    public async Task A_door_that_is_set_takes_back_the_change_that_was_to_come()
    {
        var at = _server.Clock.GetUtcNow().AddHours(1);
        (await _server.Operator.Patch(SiteSettings, new { signupChange = new { mode = "CLOSED", at } })).Done();
        Assert.False((await _server.Operator.Patch(SiteSettings, new { signupMode = "APPROVE" })).Done().Has("signupChange"));

        _server.Clock.Advance(TimeSpan.FromHours(2));
        (await _server.SignUp()).Done();
    }

    [Fact]
    public async Task A_key_makes_members_though_nobody_can_sign_up()
    {
        await _server.Door("CLOSED");
        var made = (await _server.Operator.Post("/v1/members", new { loginEmail = NewEmail() })).Done();
        Assert.Equal("ACTIVE", made.Member().Str("status"));
    }

    [Fact]
    public async Task Its_older_name_goes_on_and_must_not_contradict_it()
    {
        Assert.Equal("APPROVE MANUAL", await Set(new { signupApproval = "MANUAL" }));
        Assert.Equal("OPEN AUTOMATIC", await Set(new { signupApproval = "AUTOMATIC" }));
        Assert.Equal("INVITE MANUAL", await Set(new { signupMode = "INVITE", signupApproval = "MANUAL" }));
        Assert.Equal("INVITE MANUAL", await Set(new { signupApproval = "MANUAL" }));
        Assert.Equal("CLOSED MANUAL", await Set(new { signupMode = "CLOSED" }));

        (await _server.Operator.Patch(SiteSettings, new { signupMode = "CLOSED", signupApproval = "AUTOMATIC" }))
            .Broke(("signupApproval", "CONTRADICTION"));
        (await _server.Operator.Patch(SiteSettings, new { signupMode = "OPEN", signupApproval = "MANUAL" }))
            .Broke(("signupApproval", "CONTRADICTION"));
        (await _server.Operator.Patch(SiteSettings, new { signupMode = "AJAR" })).Broke(("signupMode", "UNKNOWN_VALUE"));
        Assert.Equal("CLOSED MANUAL", await Set(new { }));
        Assert.Equal("OPEN AUTOMATIC", await Set(new { signupApproval = "AUTOMATIC" }));
    }

    [Fact]
    public async Task A_repetition_succeeds_though_the_door_has_closed_and_another_call_does_not()
    {
        var (email, key) = (NewEmail(), ("Idempotency-Key", Guid.NewGuid().ToString()));
        var first = (await Repeat(email)).Done().Member().Id();
        await _server.Ask([], Rule("Nobody", "refuse"));
        await _server.Door("CLOSED");

        Assert.Equal(first, (await Repeat(email)).Done().Member().Id());
        key = (key.Item1, "another");
        (await Repeat(email)).Is(Fault.SignupClosed);
        await _server.Ask([]);

        Task<Reply> Repeat(string to) => _server.Operator.Send(
            HttpMethod.Post, $"{Auth}/register", Api.JsonOf(new { email = to, password = MembersServer.GoodPassword }), key);
    }

    [Fact]
    public async Task Where_addresses_are_verified_the_answers_of_the_first_call_count()
    {
        await using var server = await MembersServer.Start(
            [("Members:RequireEmailVerification", "true"), ("Members:SignupMode", "Approve")]);
        await server.Ask([new { key = "club", kind = "text", label = En("Club"), required = true, storeAs = "nickname" }]);
        var email = NewEmail();
        (await server.SignUp(email: email)).Broke(("answers.club", "REQUIRED"));
        var (verificationId, otp) = await server.Begin(() => server.SignUp(new { club = "Chess" }, email), email);
        await server.Ask([new { key = "shoe", kind = "number", label = En("Shoe") }], Rule("Nobody", "refuse"));

        var done = (await server.Operator.Post($"{Auth}/register", new
        {
            email,
            password = MembersServer.GoodPassword,
            answers = new { club = "Golf" },
            emailVerification = new { verificationId, otp },
        })).Done();
        var application = await server.Application(new Person(done.Member().Id(), email, MembersServer.GoodPassword, done));
        Assert.Equal(("PENDING", "Chess"), (application.Str("status"), done.Member().Str("nickname")));
        Assert.Equal("Chess", Assert.Single(application.GetProperty("answers").EnumerateArray()).Str("value"));
        Assert.StartsWith("mwt_", done.Str("applicationToken"), StringComparison.Ordinal);

        // The door is before the address here too.
        await server.Door("CLOSED");
        Assert.Equal((await server.SignUp()).Is(Fault.SignupClosed).WithoutTrace(), (await server.SignUp(email: email)).WithoutTrace());
    }

    // Of each status somebody.
    private async Task<string[]> Taken()
    {
        await _server.Door("APPROVE");
        var people = new[] { await _server.Register(), await _server.Register(), await _server.Register(), await _server.Register() };
        (await _server.Decide(people[1], "approve")).Done();
        (await _server.Decide(people[2], "reject")).Done();
        (await _server.Decide(people[3], "block")).Done();
        return [.. people.Select(p => p.Email)];
    }

    private Task<Reply> Visit(string email) =>
        _server.Visitor.Post($"{Auth}/register", new { email, password = MembersServer.GoodPassword });

    private async Task<string> Set(object settings)
    {
        (await _server.Operator.Patch(SiteSettings, settings)).Done();
        var now = (await _server.Operator.Get(SiteSettings)).Done();
        return $"{now.Str("signupMode")} {now.Str("signupApproval")}";
    }
}

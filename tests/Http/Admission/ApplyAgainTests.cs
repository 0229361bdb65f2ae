using Members.Tests.Http.Hosting;
using Members.Tests.Http.SignUp;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Admission;

/// <summary>Who was rejected and applies again (admission, section 1).</summary>
public sealed class ApplyAgainTests : IAsyncLifetime
{
    private MembersServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await MembersServer.Start([("Members:SignupMode", "Approve"), ("Members:LoginAttempts", "3")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Too_early_the_address_is_taken_like_any_other()
    {
        var (person, member) = (await Rejected(), await _server.Register());
        (await _server.Decide(member, "approve")).Done();
        var taken = (await _server.SignUp(email: member.Email)).Is(Fault.EmailAlreadyExists).WithoutTrace();

        Assert.Equal(taken, (await _server.SignUp(email: person.Email)).WithoutTrace());
        _server.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal(taken, (await _server.SignUp(email: person.Email)).WithoutTrace());
        Assert.Equal("REJECTED", await _server.Status(person));
    }

    [Fact]
    public async Task After_thirty_days_the_same_member_waits_again_whatever_door_or_rule_there_is()
    {
        await _server.Ask([new { key = "club", kind = "text", label = En("Club"), storeAs = "nickname" }]);
        var person = await _server.SignedUp(new { club = "Golf" });
        (await _server.Decide(person, "reject", new { reason = "No golf." })).Done();
        await _server.Ask([new { key = "club", kind = "text", label = En("Which club?"), storeAs = "nickname" }], Rule("All", "approve"));
        await _server.Door("OPEN");
        _server.Clock.Advance(TimeSpan.FromDays(30));
        var again = await _server.SignedUp(new { club = "Chess" }, person.Email);

        Assert.Equal(["member", "approvalToken", "applicationToken"], again.Answer.Names());
        Assert.Equal(person.Id, again.Id);
        Assert.Equal(("PENDING", "Chess"), (again.Answer.Member().Str("status"), again.Answer.Member().Str("nickname")));
        var application = await _server.Application(person);
        Assert.Equal(2, application.GetProperty("number").GetInt32());
        Assert.Equal("Which club?", application.GetProperty("answers")[0].Str("label"));
        Assert.False(application.Has("decision"));
        Assert.Equal(["SUBMITTED"], application.GetProperty("history").EnumerateArray().Select(h => h.Str("act")));
        var earlier = Assert.Single(application.GetProperty("earlier").EnumerateArray());
        Assert.Equal((1, "No golf."), (earlier.GetProperty("number").GetInt32(), earlier.GetProperty("decision").Str("reason")));
        Assert.Equal("Golf", earlier.GetProperty("answers")[0].Str("value"));

        (await _server.Login(person)).Is(Fault.PendingApproval);
        (await _server.SignUp(email: person.Email)).Is(Fault.EmailAlreadyExists);
        (await _server.Decide(person, "reject", new { number = 1 })).Is(Fault.AlreadyDecided);
        (await _server.Decide(person, "approve", new { number = 2 })).Done();
        (await _server.Login(person)).Done();
    }

    [Fact]
    public async Task A_wrong_password_is_answered_like_a_taken_address_and_counts_as_one_at_login()
    {
        var (person, member) = (await Rejected(), await _server.Register());
        _server.Clock.Advance(TimeSpan.FromDays(30));
        var taken = (await _server.SignUp(email: member.Email)).Is(Fault.EmailAlreadyExists).WithoutTrace();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(taken, (await _server.SignUp(email: person.Email, password: $"not-the-password-7{i}")).WithoutTrace());
        }

        Assert.Equal(taken, (await _server.SignUp(email: person.Email)).WithoutTrace());
        (await _server.Login(person)).Is(Fault.TooManyRequests);
        Assert.Equal("REJECTED", await _server.Status(person));
        _server.Clock.Advance(TimeSpan.FromMinutes(15));
        (await _server.SignUp(email: person.Email)).Done();
    }

    [Fact]
    public async Task Who_was_rejected_three_times_is_told_of_no_further_chance_and_has_none()
    {
        var person = await Rejected();
        for (var i = 2; i <= 3; i++)
        {
            Assert.True((await _server.Login(person)).Is(Fault.ApplicationRejected).Data().Has("applyAgainAt"));
            _server.Clock.Advance(TimeSpan.FromDays(30));
            (await _server.SignUp(email: person.Email)).Done();
            (await _server.Decide(person, "reject", new { number = i })).Done();
        }

        Assert.Equal(["at", "applicationToken"], (await _server.Login(person)).Is(Fault.ApplicationRejected).Data().Names());
        _server.Clock.Advance(TimeSpan.FromDays(89));
        (await _server.SignUp(email: person.Email)).Is(Fault.EmailAlreadyExists);
        Assert.Equal([1, 2], (await _server.Application(person)).GetProperty("earlier").EnumerateArray()
            .Select(a => a.GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task The_settings_of_that_moment_say_when_and_how_often()
    {
        var person = await Rejected();
        (await _server.Operator.Patch(SiteSettings, new { reapplyAfter = "00:00:00", applicationsPerAddress = 1 })).Done();
        (await _server.SignUp(email: person.Email)).Is(Fault.EmailAlreadyExists);
        (await _server.Operator.Patch(SiteSettings, new { applicationsPerAddress = 2 })).Done();
        (await _server.SignUp(email: person.Email)).Done();
    }

    [Fact]
    public async Task The_door_the_form_and_the_rules_come_first()
    {
        var person = await Rejected();
        _server.Clock.Advance(TimeSpan.FromDays(30));
        await _server.Ask([new { key = "club", kind = "text", label = En("Club"), required = true }]);
        (await _server.SignUp(email: person.Email)).Broke(("answers.club", "REQUIRED"));
        await _server.Ask([], Rule("Nobody", "refuse"));
        (await _server.SignUp(email: person.Email)).Is(Fault.SignupRefused);
        await _server.Door("CLOSED");
        (await _server.SignUp(email: person.Email)).Is(Fault.SignupClosed);
        Assert.Equal(1, (await _server.Application(person)).GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task A_repetition_under_its_key_is_answered_the_same_to_who_knows_the_password()
    {
        var (person, key) = (await Rejected(), Guid.NewGuid().ToString());
        _server.Clock.Advance(TimeSpan.FromDays(30));
        var first = (await Keyed(person, key)).Done();
        var second = (await Keyed(person, key)).Done();
        Assert.Equal(first.Member().Id(), second.Member().Id());
        Assert.NotEqual(first.Str("applicationToken"), second.Str("applicationToken"));
        Assert.Equal(2, (await _server.Application(person)).GetProperty("number").GetInt32());

        (await Keyed(person, key, "not-the-password-77")).Is(Fault.EmailAlreadyExists);
        (await Keyed(person, Guid.NewGuid().ToString())).Is(Fault.EmailAlreadyExists);
        (await _server.Decide(person, "reject", new { number = 2 })).Done();
        (await Keyed(person, key)).Is(Fault.EmailAlreadyExists);
    }

    [Fact]
    public async Task Of_calls_that_race_one_applies()
    {
        var person = await Rejected();
        _server.Clock.Advance(TimeSpan.FromDays(30));
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _server.SignUp(email: person.Email)));

        Assert.Single(replies, r => r.Status == 200);
        Assert.All(replies.Where(r => r.Status != 200), r => r.Is(Fault.EmailAlreadyExists));
        Assert.Equal(2, (await _server.Application(person)).GetProperty("number").GetInt32());
    }

    private Task<Reply> Keyed(Person person, string key, string password = MembersServer.GoodPassword) => _server.Operator.Send(
        HttpMethod.Post, "/v1/authentication/register", Api.JsonOf(new { email = person.Email, password }), ("Idempotency-Key", key));

    private async Task<Person> Rejected()
    {
        var person = await _server.Register();
        (await _server.Decide(person, "reject")).Done();
        return person;
    }
}

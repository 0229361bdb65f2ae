using Members.Grains.Upkeep;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.SignUp;
using Microsoft.Extensions.DependencyInjection;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Admission;

/// <summary>What applicants see of their application and do with their token (admission, section 1).</summary>
public sealed class ApplicantTests(ManualServer shared) : IClassFixture<ManualServer>
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task The_token_of_register_shows_how_it_stands_and_never_who_decided()
    {
        await _server.Ask([new { key = "club", kind = "text", label = En("Club") }]);
        var person = await _server.SignedUp(new { club = "Chess" });
        var token = person.ApplicationToken();
        var mine = await _server.Own(token);

        Assert.StartsWith("mwt_", token, StringComparison.Ordinal);
        Assert.Equal(["number", "status", "submittedAt", "answers", "questions"], mine.Names().Except(["typicalWait"]));
        Assert.Equal((1, "PENDING"), (mine.GetProperty("number").GetInt32(), mine.Str("status")));
        Assert.Equal(
            "[{\"key\":\"club\",\"label\":\"Club\",\"kind\":\"text\",\"value\":\"Chess\"}]", mine.GetProperty("answers").GetRawText());

        (await _server.Decide(person, "reject", new { reason = "We are full.", note = "A bot?" })).Done();
        var decided = await _server.Own(token);
        Assert.Equal("REJECTED", decided.Str("status"));
        Assert.Equal(["outcome", "at", "reason"], decided.GetProperty("decision").Names());
        Assert.Equal("REJECTED", decided.GetProperty("decision").Str("outcome"));
        Assert.Equal("We are full.", decided.GetProperty("decision").Str("reason"));
        Assert.Equal(_server.Clock.GetUtcNow().AddDays(30), decided.GetProperty("applyAgainAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Who_waits_and_who_was_rejected_gets_a_token_from_the_login_that_is_refused()
    {
        var person = await _server.Register();
        var waiting = (await _server.Login(person)).Is(Fault.PendingApproval).Data();
        Assert.Equal(["applicationToken"], waiting.Names());
        Assert.Equal("PENDING", (await _server.Own(waiting.Str("applicationToken"))).Str("status"));

        (await _server.Decide(person, "reject", new { reason = "No." })).Done();
        var at = _server.Clock.GetUtcNow();
        _server.Clock.Advance(TimeSpan.FromDays(1));
        var rejected = (await _server.Login(person)).Is(Fault.ApplicationRejected).Data();
        Assert.Equal(["reason", "at", "applyAgainAt", "applicationToken"], rejected.Names());
        Assert.Equal(at, rejected.GetProperty("at").GetDateTimeOffset());
        Assert.Equal(at.AddDays(30), rejected.GetProperty("applyAgainAt").GetDateTimeOffset());
        Assert.Equal("REJECTED", (await _server.Own(rejected.Str("applicationToken"))).Str("status"));
        Assert.Equal("{}", (await _server.Login(person.Email, "not-the-password-77")).Is(Fault.InvalidCredentials).Data().GetRawText());
    }

    [Fact]
    public async Task Only_who_waits_hears_how_long_that_takes()
    {
        await using var server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);
        var (first, second) = (await server.Register(), await server.Register());
        Assert.False((await server.Own(second.ApplicationToken())).Has("typicalWait"));
        server.Clock.Advance(TimeSpan.FromSeconds(90));
        (await server.Decide(first, "approve")).Done();

        Assert.Equal(90, (await server.Own(second.ApplicationToken())).GetProperty("typicalWait").GetInt64());
        (await server.Decide(second, "reject")).Done();
        Assert.False((await server.Own(second.ApplicationToken())).Has("typicalWait"));
    }

    [Fact]
    public async Task A_reply_goes_to_the_last_question_and_a_second_takes_its_place()
    {
        var person = await _server.Register();
        (await Reply(person, "Hello?")).Broke(("text", "NOT_ASKED"));
        (await _server.Decide(person, "ask", new { text = "Which club?" })).Done();
        (await _server.Decide(person, "ask", new { text = "Since when?" })).Done();
        var asked = (await _server.Own(person.ApplicationToken())).GetProperty("questions");
        Assert.Equal(["at", "text"], asked[1].Names());

        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Reply(person, "Since 2001.")).Done();
        var shown = (await Reply(person, "Since\n2002.")).Done().GetProperty("application").GetProperty("questions");
        Assert.Equal(["at", "text", "reply", "repliedAt"], shown[1].Names());
        var staff = (await _server.Application(person)).GetProperty("questions");
        Assert.Equal(("Since when?", "Since\n2002."), (staff[1].Str("text"), staff[1].Str("reply")));
        Assert.Equal(_server.Clock.GetUtcNow(), staff[1].GetProperty("repliedAt").GetDateTimeOffset());
        Assert.False(staff[0].Has("reply"));

        (await Reply(person, " ")).Broke(("text", "REQUIRED"));
        (await Reply(person, new string('x', 2001))).Broke(("text", "TOO_LONG"));
        (await Reply(person, new string('x', 2000))).Done();
        (await _server.Decide(person, "reject")).Done();
        (await Reply(person, "But why?")).Broke(("text", "NOT_ASKED"));
    }

    [Fact]
    public async Task Withdrawn_while_it_waits_nothing_is_kept_and_the_address_is_free_at_once()
    {
        var person = await _server.Register();
        Assert.Equal("{}", (await Withdraw(person.ApplicationToken())).Done().GetRawText());

        (await _server.Operator.Get($"{Applications}/{person.Id}")).Is(Fault.MemberNotFound);
        Assert.True(await _server.IsUnknown(person.Email));
        (await Withdraw(person.ApplicationToken())).Is(Fault.TokenInvalid);
        (await _server.Visitor.Post(Mine, new { token = person.ApplicationToken() })).Is(Fault.TokenInvalid);
        Assert.Equal(1, (await _server.Application(await _server.SignedUp(email: person.Email))).GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task Withdrawn_when_rejected_the_address_is_refused_until_they_could_have_applied_again()
    {
        var (person, member) = (await _server.Register(), await _server.Register());
        (await _server.Decide(person, "reject")).Done();
        _server.Clock.Advance(TimeSpan.FromDays(10));
        (await Withdraw((await _server.Login(person)).Is(Fault.ApplicationRejected).Data().Str("applicationToken"))).Done();

        Assert.True(await _server.IsUnknown(person.Email));
        (await _server.Login(person)).Is(Fault.InvalidCredentials);
        var taken = (await _server.SignUp(email: member.Email)).Is(Fault.EmailAlreadyExists).WithoutTrace();
        Assert.Equal(taken, (await _server.SignUp(email: person.Email)).WithoutTrace());
        _server.Clock.Advance(TimeSpan.FromDays(20) - TimeSpan.FromSeconds(1));
        Assert.Equal(taken, (await _server.SignUp(email: person.Email)).WithoutTrace());

        // Not a second earlier, however often what is due is looked after.
        await Settle();
        Assert.Equal(taken, (await _server.SignUp(email: person.Email)).WithoutTrace());
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        await Settle();
        Assert.Equal(1, (await _server.Application(await _server.SignedUp(email: person.Email))).GetProperty("number").GetInt32());

        // What the sweep does every ten seconds, by a clock that is not the test's.
        Task Settle() => _server.App.Services.GetRequiredService<IGrainFactory>().GetGrain<IMemberUpkeepGrain>(person.Id).Settle();
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("block")]
    public async Task Who_is_in_or_kept_out_withdraws_nothing(string decision)
    {
        var person = await _server.Register();
        (await _server.Decide(person, decision)).Done();

        (await Withdraw(person.ApplicationToken())).Is(Fault.TokenInvalid);
        (await _server.Visitor.Post(Mine, new { token = person.ApplicationToken() })).Is(Fault.TokenInvalid);
        Assert.Equal(decision == "approve" ? "ACTIVE" : "BLOCKED", await _server.Status(person));
    }

    private Task<Reply> Reply(Person person, string text) =>
        _server.Visitor.Post($"{Mine}/reply", new { token = person.ApplicationToken(), text });

    private Task<Reply> Withdraw(string token) => _server.Visitor.Post($"{Mine}/withdraw", new { token });
}

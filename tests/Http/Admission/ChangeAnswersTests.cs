using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Admission;

/// <summary>Applicants change their answers while they wait, by their token: in one call, and on a page.</summary>
public sealed class ChangeAnswersTests(ManualServer shared) : IClassFixture<ManualServer>, IAsyncLifetime
{
    private const string Answers = $"{Mine}/answers", Page = "/application/answers";
    private readonly MembersServer _server = shared.Server;

    public Task InitializeAsync() => _server.Ask(
    [
        new { key = "club", kind = "text", label = En("Club"), required = true },
        new { key = "sports", kind = "choices", label = En("Sports"), options = new[] { Option("go"), Option("chess") } },
        new { key = "born", kind = "date", label = En("Born") },
        new { key = "shirts", kind = "number", label = En("Shirts") },
        new { key = "rules", kind = "consent", label = En("Rules"), required = true, text = En("Be kind."), version = "1" },
    ]);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Staff_see_the_new_answers_and_that_they_were_changed()
    {
        var person = await SignedUp();
        Assert.False((await _server.Application(person)).Has("answersChangedAt"));
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        var club = $"Friends of {person.Id}";

        var own = (await Change(person.ApplicationToken(), new { club, shirts = 2 })).Done().GetProperty("application");

        Assert.Equal(_server.Clock.GetUtcNow(), own.GetProperty("answersChangedAt").GetDateTimeOffset());
        var staff = await _server.Application(person);
        Assert.Equal(_server.Clock.GetUtcNow(), staff.GetProperty("answersChangedAt").GetDateTimeOffset());
        Assert.Equal(
            [("club", $"\"{club}\""), ("shirts", "2"), ("rules", "\"1\"")],
            staff.GetProperty("answers").EnumerateArray().Select(a => (a.Str("key"), a.GetProperty("value").GetRawText())));
        Assert.Equal([person.Id.ToString()], await Found(club));
    }

    [Fact]
    public async Task What_is_wrong_or_too_late_changes_nothing()
    {
        var person = await SignedUp();
        (await Change(person.ApplicationToken(), new { club = " ", born = "soon" })).Broke(
            ("answers.club", "REQUIRED"), ("answers.born", "INVALID_VALUE"));
        (await Change("mwt_none", new { club = "Go" })).Is(Fault.TokenInvalid);
        Assert.Equal("Chess", (await _server.Application(person)).GetProperty("answers")[0].Str("value"));

        (await _server.Decide(person, "reject")).Done();
        (await Change(person.ApplicationToken(), new { club = "Go" })).Is(Fault.AlreadyDecided);
        Assert.Equal("Chess", (await _server.Application(person)).GetProperty("answers")[0].Str("value"));
    }

    [Fact]
    public async Task The_page_shows_what_was_answered_keeps_what_is_wrong_and_leads_back_with_what_is_right()
    {
        var person = await SignedUp(new { club = "Chess", sports = new[] { "chess" }, born = "1990-01-31", shirts = 2.5, rules = "1" });
        var visitor = new PageVisitor(_server);
        var form = await (await visitor.Open($"/application?token={person.ApplicationToken()}")).Follow("Change your answers");
        Assert.Equal(("Change your answers", "Chess"), (form.Title, form.ValueOf("answer-club")));
        Assert.Equal(("1990-01-31", "2.5"), (form.ValueOf("answer-born"), form.ValueOf("answer-shirts")));
        var chosen = form.Document.QuerySelectorAll("input[name='answers.sports'][checked]");
        Assert.Equal(["chess"], chosen.Select(b => b.GetAttribute("value")));
        Assert.Null(form.ValueOf("answer-rules"));

        var wrong = await form.Submit("Save the answers", ("answers.club", null), ("answers.shirts", "many"));
        Assert.Equal((400, "many"), (wrong.Status, wrong.ValueOf("answer-shirts")));
        Assert.Equal(
            ("Please fill this in.", "This must be a number."), (wrong.ErrorOf("answer-club"), wrong.ErrorOf("answer-shirts")));

        var back = await wrong.Submit("Save the answers", ("answers.club", "<b>Go</b>"), ("answers.shirts", "3"));
        Assert.Equal((200, "/application"), (back.Status, back.Path));
        Assert.Contains("<b>Go</b>", back.Texts("dd"));
        Assert.Contains("Changed on", back.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decided_meanwhile_the_page_says_so_and_a_dead_link_too()
    {
        var person = await SignedUp();
        var visitor = new PageVisitor(_server);
        var form = await visitor.Open($"{Page}?token={person.ApplicationToken()}");
        (await _server.Decide(person, "reject")).Done();

        var late = await form.Submit("Save the answers", ("answers.club", "Go"));
        Assert.Equal((409, "Your application was decided on meanwhile. Nothing was done."), (late.Status, late.Message));
        Assert.Equal("/application", (await visitor.Open($"{Page}?token={person.ApplicationToken()}")).Path);
        Assert.Equal("This link does not work", (await visitor.Open(Page)).Title);
    }

    [Fact]
    public async Task Answers_that_were_changed_after_somebody_looked_are_decided_on_by_nobody()
    {
        var person = await SignedUp();
        var looked = (await _server.Application(person)).Str("submittedAt");
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        var listed = _server.Clock.GetUtcNow();
        (await Change(person.ApplicationToken(), new { club = "Go" })).Done();

        (await _server.Decide(person, "approve", new { answeredAt = looked })).Is(Fault.AlreadyDecided);
        var filter = new { q = person.Email, submittedBefore = listed };
        var none = (await _server.Operator.Post($"{Applications}/decide", new { filter, outcome = "APPROVED" })).Done();
        Assert.Equal(0, none.GetProperty("results").GetArrayLength());

        var answeredAt = (await _server.Application(person)).Str("answersChangedAt");
        (await _server.Decide(person, "approve", new { answeredAt })).Done();
    }

    [Fact]
    public async Task An_approver_who_decides_by_the_mailed_page_decides_on_what_it_showed()
    {
        await _server.Ask([]); // of an approver nothing
        var ann = await _server.Appoint("approver");
        await InitializeAsync();
        var person = await SignedUp();
        var link = await _server.LinkTo(ann, person);
        var page = await new PageVisitor(_server).Open($"/decide?token={link}");
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Change(person.ApplicationToken(), new { club = "Go" })).Done();

        var late = await page.Submit("approve");
        Assert.Equal((409, "PENDING"), (late.Status, await _server.Status(person)));
        Assert.Contains("Go", late.Texts("dd"));

        await late.Submit("approve");
        Assert.Equal("ACTIVE", await _server.Status(person));
    }

    private static object Option(string value) => new { value, label = En(value) };

    private Task<Person> SignedUp(object? answers = null) => _server.SignedUp(answers ?? new { club = "Chess", rules = "1" });

    private Task<Reply> Change(string token, object answers) => _server.Visitor.Post(Answers, new { token, answers });

    private async Task<string[]> Found(string words) =>
        [.. (await _server.Operator.Get($"{Applications}?q={Uri.EscapeDataString(words)}")).Done()
            .GetProperty("applications").EnumerateArray().Select(a => a.Str("id"))];
}

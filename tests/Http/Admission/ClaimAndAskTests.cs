using Members.Tests.Http.Hosting;
using Members.Tests.Http.SignUp;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Admission;

/// <summary>Claiming an application, asking its applicant, and what may be done with it at all (admission, section 4).</summary>
public sealed class ClaimAndAskTests(ManualServer shared) : IClassFixture<ManualServer>, IAsyncLifetime
{
    private readonly MembersServer _server = shared.Server;
    private Api _other = null!;

    public async Task InitializeAsync() => _other = _server.Visitor.As((await _server.CreateKey("members.manage")).Secret);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_claim_says_who_looks_after_it_and_keeps_others_from_claiming_for_five_minutes()
    {
        var person = await _server.Register();
        var claimed = (await _server.Decide(person, "claim")).Done().GetProperty("application");
        Assert.Equal("key", claimed.GetProperty("claimedBy").Str("type"));
        Assert.Equal(_server.Clock.GetUtcNow().AddMinutes(5), claimed.GetProperty("claimedUntil").GetDateTimeOffset());
        (await _other.Post(Path(person, "claim"), new { })).Is(Fault.AlreadyClaimed);
        (await _other.Post(Path(person, "claim"), new { release = true })).Is(Fault.AlreadyClaimed);

        _server.Clock.Advance(TimeSpan.FromSeconds(299));
        (await _other.Post(Path(person, "claim"), new { })).Is(Fault.AlreadyClaimed);
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await _server.Application(person)).Has("claimedBy"));
        Assert.False((await _server.Application(person)).Has("claimedUntil"));
        (await _other.Post(Path(person, "claim"), new { })).Done();
        (await _server.Decide(person, "claim")).Is(Fault.AlreadyClaimed);
    }

    [Fact]
    public async Task Claimed_again_it_lasts_longer_and_released_it_is_free()
    {
        var person = await _server.Register();
        (await _server.Decide(person, "claim")).Done();
        _server.Clock.Advance(TimeSpan.FromMinutes(4));
        (await _server.Decide(person, "claim")).Done();
        _server.Clock.Advance(TimeSpan.FromMinutes(4));
        (await _other.Post(Path(person, "claim"), new { })).Is(Fault.AlreadyClaimed);

        var released = (await _server.Decide(person, "claim", new { release = true })).Done().GetProperty("application");
        Assert.False(released.Has("claimedBy"));
        (await _other.Post(Path(person, "claim"), new { })).Done();
    }

    [Fact]
    public async Task Others_decide_ask_and_note_in_spite_of_a_claim()
    {
        var person = await _server.Register();
        (await _server.Decide(person, "claim")).Done();
        (await _other.Post(Path(person, "note"), new { text = "Asked Bob." })).Done();
        (await _other.Post(Path(person, "ask"), new { text = "Which club?" })).Done();
        (await _other.Post(Path(person, "approve"), new { })).Done();
        Assert.Equal("ACTIVE", await _server.Status(person));
    }

    [Fact]
    public async Task Allowed_is_what_the_caller_may_do_now()
    {
        var person = await _server.Register();
        Assert.Equal("approve reject block note claim ask", await Allowed(_server.Operator, person));
        (await _server.Decide(person, "claim")).Done();
        Assert.Equal("approve reject block note claim ask", await Allowed(_server.Operator, person));
        Assert.Equal("approve reject block note ask", await Allowed(_other, person));

        (await _server.Decide(person, "reject")).Done();
        Assert.Equal("approve block undo note", await Allowed(_server.Operator, person));
        Assert.Equal("approve block note", await Allowed(_other, person));
        (await _server.Decide(person, "approve", new { seen = "REJECTED" })).Done();
        Assert.Equal("block undo note", await Allowed(_server.Operator, person));
        (await _server.Decide(person, "block", new { seen = "ACTIVE" })).Done();
        Assert.Equal("approve undo note", await Allowed(_server.Operator, person));
        _server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("approve note", await Allowed(_server.Operator, person));
    }

    [Theory]
    [InlineData("approve", "reject claim ask")]
    [InlineData("reject", "claim ask")]
    [InlineData("block", "reject claim ask")]
    public async Task What_is_not_allowed_is_refused(string decision, string others)
    {
        var person = await _server.Register();
        (await _server.Decide(person, decision)).Done();
        var before = await _server.Application(person);
        foreach (var other in others.Split(' '))
        {
            Assert.DoesNotContain(other, before.Texts("allowed"));
            (await _server.Decide(person, other, new { text = "Why?" })).Is(Fault.AlreadyDecided);
        }

        Assert.Equal(before.GetRawText(), (await _server.Application(person)).GetRawText());
    }

    [Fact]
    public async Task A_question_says_something_and_there_are_five_at_most()
    {
        var person = await _server.Register();
        (await _server.Decide(person, "ask", new { })).Broke(("text", "REQUIRED"));
        (await _server.Decide(person, "ask", new { text = " \n" })).Broke(("text", "REQUIRED"));
        (await _server.Decide(person, "ask", new { text = new string('x', 1001) })).Broke(("text", "TOO_LONG"));
        (await _server.Decide(person, "ask", new { text = "\u001b[2J" })).Broke(("text", "INVALID_CHARACTER"));
        Assert.Empty((await _server.Application(person)).GetProperty("questions").EnumerateArray());

        var asked = (await _server.Decide(person, "ask", new { text = new string('x', 1000) })).Done().GetProperty("application");
        Assert.Equal(["by", "at", "text"], asked.GetProperty("questions")[0].Names());
        Assert.Equal("key", asked.GetProperty("questions")[0].GetProperty("by").Str("type"));
        Assert.Equal("PENDING", asked.Str("status"));
        for (var i = 2; i <= 5; i++)
        {
            Assert.Contains("ask", await Allowed(_server.Operator, person), StringComparison.Ordinal);
            (await _server.Decide(person, "ask", new { text = $"Question {i}?" })).Done();
        }

        Assert.DoesNotContain("ask", await Allowed(_server.Operator, person), StringComparison.Ordinal);
        (await _server.Decide(person, "ask", new { text = "One more?" })).Broke(("text", "TOO_MANY"));
    }

    [Fact]
    public async Task Who_never_applied_is_neither_claimed_nor_asked()
    {
        var made = (await _server.Operator.Post("/v1/members", new { loginEmail = NewEmail() })).Done().Member().Id();
        foreach (var id in new[] { $"{made}", $"{Guid.NewGuid()}", "nobody" })
        {
            (await _server.Operator.Post($"{Applications}/{id}/claim", new { })).Is(Fault.MemberNotFound);
            (await _server.Operator.Post($"{Applications}/{id}/ask", new { text = "Who?" })).Is(Fault.MemberNotFound);
        }
    }

    private static string Path(Person person, string command) => $"{Applications}/{person.Id}/{command}";

    private static async Task<string> Allowed(Api caller, Person person) =>
        string.Join(' ', (await caller.Get($"{Applications}/{person.Id}")).Done().GetProperty("application").Texts("allowed"));
}

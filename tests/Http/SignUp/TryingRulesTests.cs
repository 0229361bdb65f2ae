using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.SignUp;

/// <summary>A draft of rules, run over the last applications (admission, section 3).</summary>
public sealed class TryingRulesTests : IAsyncLifetime
{
    private static readonly object Chess = Rule("Chess", "approve", new { answer = new { key = "club", equals = "chess" } });
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task It_says_of_whom_something_else_would_have_come_and_changes_nothing()
    {
        await _server.Ask([new { key = "club", kind = "text", label = En("Club") }], Chess);
        var (chess, golf) = (await _server.SignedUp(new { club = "Chess" }), await _server.SignedUp(new { club = "Golf" }));
        var (other, rules) = (await _server.SignedUp(email: $"m{Guid.NewGuid():N}@other.example"), await _server.Operator.Get(Rules));
        var before = await Everything();

        var tried = await Try(
            Rule("Others", "refuse", new { domainIs = new[] { "other.example" } }),
            Rule("Golf", "approve", new { answer = new { key = "club", equals = "golf" } }));
        Assert.Equal((3, 3), (tried.GetProperty("tried").GetInt32(), tried.GetProperty("changed").GetInt32()));
        var results = tried.GetProperty("results").EnumerateArray().ToDictionary(
            r => r.Id(), r => $"{{{r.GetRawText()[(r.GetRawText().IndexOf("\"before\"", StringComparison.Ordinal))..]}");
        Assert.Equal(other.Email, tried.GetProperty("results").EnumerateArray().Single(r => r.Id() == other.Id).Str("email"));
        Assert.Equal("{\"before\":\"approve\",\"after\":\"queue\"}", results[chess.Id]);
        Assert.Equal("{\"before\":\"queue\",\"after\":\"approve\",\"rule\":\"Golf\"}", results[golf.Id]);
        Assert.Equal("{\"before\":\"queue\",\"after\":\"refuse\",\"rule\":\"Others\"}", results[other.Id]);

        Assert.Equal(rules.Text, (await _server.Operator.Get(Rules)).Text);
        Assert.Equal(before, await Everything());
    }

    [Fact]
    public async Task Those_of_whom_the_same_would_come_are_counted_and_not_named()
    {
        await _server.Ask([new { key = "club", kind = "text", label = En("Club") }], Chess);
        await _server.SignedUp(new { club = "Chess" });
        await _server.SignedUp(new { club = "Golf" });

        var same = await Try(Rule("Another name", "approve", new { answer = new { key = "club", contains = "CHESS" } }));
        Assert.Equal("{\"tried\":2,\"changed\":0,\"results\":[]}", same.GetRawText());
        (await _server.Operator.Post($"{Rules}/try", new { rules = new[] { Rule("X", "admit") } }))
            .Broke(("rules[0].then", "UNKNOWN_VALUE"));
        (await _server.Operator.Post($"{Rules}/try", new { rules = new[] { Rule("", "queue") } }))
            .Broke(("rules[0].name", "REQUIRED"));
    }

    private async Task<System.Text.Json.JsonElement> Try(params object[] rules) =>
        (await _server.Operator.Post($"{Rules}/try", new { rules })).Done();

    private async Task<string> Everything() => (await _server.Operator.Get($"{Queue.Applications}?status=ANY")).Done().GetRawText();
}

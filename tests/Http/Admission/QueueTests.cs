using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Admission;

/// <summary>The list of applications, its figures, and deciding many alike (admission, section 4).</summary>
public sealed class QueueTests : IAsyncLifetime
{
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task It_has_those_who_wait_oldest_first_and_counts_what_it_lists()
    {
        var first = await _server.Named("Ann");
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        var (second, third) = (await _server.Named("Bob"), await _server.Named("Cy"));
        (await _server.Decide(second, "reject")).Done();
        _server.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([first.Id, third.Id], await Ids(""));
        Assert.Equal([third.Id, first.Id], await Ids("?order=newest"));
        Assert.Equal([second.Id], await Ids("?status=REJECTED"));
        Assert.Equal(3, (await Ids("?status=ANY")).Count);
        Assert.Equal(3, (await Ids("?status=PENDING,REJECTED")).Count);
        var summary = (await _server.Operator.Get($"{Applications}/summary")).Done();
        Assert.Equal((2, 0), (summary.GetProperty("waiting").GetInt32(), summary.GetProperty("medianWait").GetInt32()));
        Assert.Equal(2, (await _server.Application(first)).GetProperty("sameNetwork").GetInt32());
    }

    [Fact]
    public async Task It_is_searched_by_what_looks_the_same_and_filtered()
    {
        var ann = await _server.Named("ÄNNE", $"ann-{Guid.NewGuid():N}@club.example.org");
        await _server.Named("Bob");

        Assert.Equal([ann.Id], await Ids("?q=%C3%A4nne"));
        Assert.Equal([ann.Id], await Ids("?domain=CLUB.example.org"));
        Assert.Equal(2, (await Ids("?network=127.0.0.0/24")).Count);
        Assert.Empty(await Ids("?network=192.0.2.0/24"));
        Assert.Empty(await Ids("?q=%25%25"));

        // U+FFFE has no normal form, and half a character is none.
        Assert.Empty(await Ids("?q=%EF%BF%BE%EF%BF%BF"));
        Assert.Empty(await Ids("?q=%ED%A0%80x"));
    }

    [Fact]
    public async Task A_page_goes_on_where_the_last_one_ended()
    {
        var people = new List<Person>();
        for (var i = 0; i < 5; i++)
        {
            people.Add(await _server.Register());
            _server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var (found, cursor) = (new List<Guid>(), "");
        do
        {
            var page = (await _server.Operator.Get($"{Applications}?limit=2{cursor}")).Done();
            found.AddRange(page.GetProperty("applications").EnumerateArray().Select(a => a.Id()));
            cursor = page.Has("cursor") ? $"&cursor={page.Str("cursor")}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(people.Select(p => p.Id), found);
    }

    [Theory]
    [InlineData("status=GONE", "status", "UNKNOWN_VALUE")]
    [InlineData("status=", "status", "UNKNOWN_VALUE")]
    [InlineData("order=sideways", "order", "UNKNOWN_VALUE")]
    [InlineData("limit=0", "limit", "OUT_OF_RANGE")]
    [InlineData("limit=101", "limit", "OUT_OF_RANGE")]
    [InlineData("q=x", "q", "INVALID_LENGTH")]
    [InlineData("q=%20%20", "q", "INVALID_LENGTH")]
    [InlineData("domain=", "domain", "INVALID_LENGTH")]
    [InlineData("cursor=x", "cursor", "INVALID_CURSOR")]
    public async Task What_is_no_filter_is_named(string query, string field, string rule) =>
        (await _server.Operator.Get($"{Applications}?{query}")).Broke((field, rule));

    [Fact]
    public async Task Many_are_decided_alike_and_each_is_told_what_came_of_it_in_their_order()
    {
        var people = new[] { await _server.Register(), await _server.Register(), await _server.Register() };
        (await _server.Decide(people[1], "reject", new { reason = "No." })).Done();
        string[] ids = [people[0].Id.ToString(), people[1].Id.ToString(), Guid.NewGuid().ToString(), people[2].Id.ToString()];

        var results = await Approve(ids);
        Assert.Equal(ids, results.EnumerateArray().Select(r => r.Str("id")));
        Assert.Equal(
            ["", "ALREADY_DECIDED", "MEMBER_NOT_FOUND", ""],
            results.EnumerateArray().Select(r => r.GetProperty("ok").GetBoolean() ? "" : r.Str("code")));
        Assert.Equal("No.", results[1].GetProperty("decision").Str("reason"));

        var again = await Approve(ids);
        Assert.Equal([false, false], new[] { again[0], again[3] }.Select(r => r.GetProperty("changed").GetBoolean()));
    }

    [Fact]
    public async Task Nothing_or_too_much_to_decide_is_refused()
    {
        (await _server.Operator.Post($"{Applications}/decide", new { })).Broke(("ids", "EXACTLY_ONE"), ("outcome", "UNKNOWN_VALUE"));
        (await _server.Operator.Post($"{Applications}/decide", new { ids = new[] { "nobody" }, outcome = "REJECTED" }))
            .Broke(("ids[0]", "INVALID_ID"));
        var many = Enumerable.Range(0, 1001).Select(_ => Guid.NewGuid().ToString());
        (await _server.Operator.Post($"{Applications}/decide", new { ids = many, outcome = "REJECTED" })).Broke(("ids", "OUT_OF_RANGE"));
    }

    private async Task<JsonElement> Approve(string[] ids) =>
        (await _server.Operator.Post($"{Applications}/decide", new { ids, outcome = "APPROVED" })).Done().GetProperty("results");

    private async Task<IReadOnlyList<Guid>> Ids(string query) =>
        [.. (await _server.Operator.Get($"{Applications}{query}")).Done().GetProperty("applications").EnumerateArray().Select(a => a.Id())];
}

using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Admission;

/// <summary>Deciding on all that match a filter, and on nobody whom the decider has not seen (admission, section 4).</summary>
public sealed class DecidingByFilterTests : IAsyncLifetime
{
    private const string Decide = $"{Applications}/decide";
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task All_that_match_are_decided_on_and_none_who_came_later()
    {
        var (first, second) = (await At("club.example"), await At("club.example"));
        var other = await At("other.example");
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        var looked = _server.Clock.GetUtcNow();
        var later = await At("club.example");

        var answer = (await Post(new { domain = "CLUB.example", submittedBefore = looked })).Done();

        Assert.Equal(new[] { first.Id, second.Id }.Order(), Rows(answer).Select(r => r.Id()).Order());
        Assert.All(Rows(answer), r => Assert.True(r.GetProperty("ok").GetBoolean() && r.GetProperty("changed").GetBoolean()));
        Assert.False(answer.GetProperty("more").GetBoolean());
        Assert.Equal("PENDING", await _server.Status(other));
        Assert.Equal("PENDING", await _server.Status(later));
        Assert.Empty(Rows((await Post(new { domain = "club.example", submittedBefore = looked })).Done()));
    }

    [Fact]
    public async Task More_than_a_page_is_decided_on()
    {
        for (var i = 0; i < 103; i++)
        {
            await At("many.example");
        }

        var looked = _server.Clock.GetUtcNow().AddSeconds(1);
        var answer = (await Post(new { domain = "many.example", submittedBefore = looked }, "REJECTED")).Done();

        Assert.Equal(103, Rows(answer).Count(r => r.GetProperty("ok").GetBoolean()));
    }

    [Fact]
    public async Task A_filter_says_when_the_list_was_looked_at_and_stands_alone()
    {
        (await Post(new { domain = "club.example" })).Broke(("filter.submittedBefore", "REQUIRED"));
        (await Post(new { status = "GONE", submittedBefore = _server.Clock.GetUtcNow() })).Broke(("status", "UNKNOWN_VALUE"));
        (await _server.Operator.Post(Decide, new { outcome = "APPROVED" })).Broke(("ids", "EXACTLY_ONE"));
        (await _server.Operator.Post(Decide, new
        {
            outcome = "APPROVED",
            ids = new[] { Guid.NewGuid() },
            filter = new { submittedBefore = _server.Clock.GetUtcNow() },
        })).Broke(("ids", "EXACTLY_ONE"));
    }

    private static JsonElement.ArrayEnumerator Rows(JsonElement answer) => answer.GetProperty("results").EnumerateArray();

    private Task<Reply> Post(object filter, string outcome = "APPROVED") => _server.Operator.Post(Decide, new { filter, outcome });

    private async Task<Person> At(string domain) => await _server.Named("Ann", $"{Guid.NewGuid():N}@{domain}");
}

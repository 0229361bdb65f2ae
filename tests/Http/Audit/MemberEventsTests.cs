using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Audit;

/// <summary><c>GET /v1/members/{id}/events</c>.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class MemberEventsTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_members_events_are_answered_newest_first_with_all_that_is_known_of_each()
    {
        var person = await _server.Register();
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        var first = _server.Clock.GetUtcNow();
        await _server.Login(person.Email, "a wrong one of three");
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        var last = await _server.Login(person.Email, "a wrong one of three");
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        await _server.Block(person);

        var events = (await _server.Operator.Get($"/v1/members/{person.Id}/events")).Done().GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(["user_blocked SUCCESS 1", "authn_login_fail INVALID_CREDENTIALS 2", "user_created SUCCESS 1"], events.Select(
            e => $"{e.Str("type")} {e.Str("result")} {e.GetProperty("count").GetInt32()}"));
        Assert.Equal(["type", "result", "at", "lastAt", "count", "actor", "address", "traceId"], events[1].Names());
        Assert.Equal(
            (first, first.AddSeconds(1)),
            (events[1].GetProperty("at").GetDateTimeOffset(), events[1].GetProperty("lastAt").GetDateTimeOffset()));
        Assert.Equal(("127.0.0.1", last.Header("x-wix-request-id")), (events[1].Str("address"), events[1].Str("traceId")));
        Assert.StartsWith("key:", events[1].Str("actor"), StringComparison.Ordinal);

        var newest = (await _server.Operator.Get($"/v1/members/{person.Id}/events?limit=1")).Done().GetProperty("events");
        Assert.Equal("user_blocked", Assert.Single(newest.EnumerateArray()).Str("type"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("201")]
    [InlineData("-1")]
    [InlineData("ten")]
    [InlineData("")]
    public async Task A_limit_that_is_none_is_refused(string limit) =>
        (await _server.Operator.Get($"/v1/members/{(await shared.Somebody()).Id}/events?limit={limit}")).Broke(("limit", "OUT_OF_RANGE"));

    [Theory]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("ann")]
    public async Task Nobody_has_no_events(string id) => (await _server.Operator.Get($"/v1/members/{id}/events")).Is(Fault.MemberNotFound);

    [Fact]
    public async Task No_more_are_kept_than_is_set_and_the_last_of_each_kind_stays()
    {
        await using var server = await MembersServer.Start([("Members:EventsPerMember", "10")]);
        var person = await server.Register();
        await server.Block(person);
        (await server.Operator.Post($"{Auth}/approve", new { id = person.Id })).Done();
        for (var i = 0; i < 20; i++)
        {
            server.Clock.Advance(TimeSpan.FromHours(1));
            await server.Login(person.Email, "a wrong one of three");
            await server.OpenSession(person);
        }

        var types = (await server.Operator.Get($"/v1/members/{person.Id}/events")).Done().GetProperty("events").EnumerateArray()
            .Select(e => e.Str("type")).ToList();
        Assert.Equal(10, types.Count);
        Assert.Equal(["user_approved", "user_blocked", "user_created"], types[^3..]);
        Assert.Contains("authn_login_fail", types);
        Assert.Contains("session_created", types);
    }
}

using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Admission;

/// <summary>Blocks with a reason and an end (admission, section 1).</summary>
public sealed class SuspensionTests(ManualServer shared) : IClassFixture<ManualServer>
{
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("block")]
    [InlineData("queue")]
    [InlineData("decide")]
    public async Task It_ends_to_the_second_and_who_is_told_hears_why_and_until_when(string route)
    {
        var person = await _server.Approved();
        var (session, ticket, until) = (await _server.OpenSession(person), await _server.Ticket(person), In(TimeSpan.FromDays(1)));
        await _server.Block(route, person, until, "Spam in <b>three</b>\nthreads", tellMember: true);

        var data = await _server.BlockedLogin(person);
        Assert.Equal(["reason", "until"], data.Names());
        Assert.Equal(("Spam in <b>three</b>\nthreads", until), (data.Str("reason"), data.GetProperty("until").GetDateTimeOffset()));
        Assert.Equal("{}", (await _server.Login(person.Email, "not-the-password-77")).Is(Fault.InvalidCredentials).Data().GetRawText());
        var member = await _server.Seen(person);
        Assert.Equal(
            ("BLOCKED", "Spam in <b>three</b>\nthreads", until),
            (member.Str("status"), member.Str("blockReason"), member.GetProperty("blockedUntil").GetDateTimeOffset()));

        _server.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        await _server.BlockedLogin(person);
        Assert.False(await _server.IsLive(session));
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        await AssertOver();
        await _server.Settle(person);
        await AssertOver();

        async Task AssertOver()
        {
            (await _server.Login(person)).Done();
            var back = await _server.Seen(person);
            Assert.Equal(("ACTIVE", false, false), (back.Str("status"), back.Has("blockedUntil"), back.Has("blockReason")));
            Assert.False(await _server.IsLive(session));
            (await _server.Apply(ticket)).Is(Fault.TokenInvalid);
        }
    }

    [Theory]
    [InlineData("block")]
    [InlineData("queue")]
    [InlineData("decide")]
    public async Task Who_is_not_told_hears_no_more_than_that_they_are_blocked(string route)
    {
        var person = await _server.Approved();
        await _server.Block(route, person, In(TimeSpan.FromDays(1)), "Spam");
        Assert.Equal("{}", (await _server.BlockedLogin(person)).GetRawText());
        (await _server.Operator.Post($"{Auth}/generate-session-token", new { email = person.Email })).Is(Fault.MemberBlocked);
        Assert.Equal("Spam", (await _server.Seen(person)).Str("blockReason"));
    }

    [Fact]
    public async Task Who_is_told_hears_what_there_is_to_tell()
    {
        var (forGood, endless) = (await _server.Approved(), await _server.Approved());
        await _server.Block("block", forGood, reason: "Spam", tellMember: true);
        await _server.Block("block", endless, reason: " \n", tellMember: true);
        Assert.Equal("{\"reason\":\"Spam\"}", (await _server.BlockedLogin(forGood)).GetRawText());
        Assert.Equal("{}", (await _server.BlockedLogin(endless)).GetRawText());
        Assert.False((await _server.Seen(endless)).Has("blockReason"));
        _server.Clock.Advance(TimeSpan.FromDays(3650));
        await _server.BlockedLogin(forGood);
    }

    [Fact]
    public async Task An_end_that_has_been_or_is_beyond_ten_years_and_a_reason_too_long_are_named_and_nothing_changes()
    {
        var person = await _server.Register();
        var before = await _server.Shown(person.Id);
        var late = In(TimeSpan.FromDays(3650) + TimeSpan.FromSeconds(1));
        foreach (var (path, id) in new[] { ($"{Auth}/block", person.Id.ToString()), ($"{Applications}/{person.Id}/block", null) })
        {
            foreach (var until in new[] { In(TimeSpan.Zero), In(TimeSpan.FromDays(-1)), late })
            {
                (await _server.Operator.Post(path, new { id, until })).Broke(("until", "OUT_OF_RANGE"));
            }

            (await _server.Operator.Post(path, new { id, until = late, reason = new string('x', 1001) }))
                .Broke(("reason", "TOO_LONG"), ("until", "OUT_OF_RANGE"));
            (await _server.Operator.Post(path, new { id, reason = "a\0b" })).Broke(("reason", "INVALID_CHARACTER"));
            (await _server.Operator.Post(path, new { id, until = "tomorrow" })).Is(Fault.Invalid);
        }

        var row = await _server.Block("decide", person, late);
        Assert.Equal((false, "VALIDATION_FAILED"), (row.GetProperty("ok").GetBoolean(), row.Str("code")));
        Assert.Equal(before, await _server.Shown(person.Id));
        await _server.Block("block", person, In(TimeSpan.FromDays(3650)), new string('x', 1000));
        Assert.Equal(1000, (await _server.Seen(person)).Str("blockReason").Length);
    }

    [Fact]
    public async Task Lists_and_figures_go_back_by_the_clock()
    {
        await using var server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);
        var (active, waits) = (await server.Approved(), await server.Register());
        var until = server.Clock.GetUtcNow().AddHours(1);
        await server.Block("block", active, until, "Spam");
        await server.Block("queue", waits, until);
        Assert.Equal(["", "", "2", "0"], await Figures());
        Assert.Equal(["", "2"], await Members());

        server.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["1", "1", "", "1"], await Figures());
        await server.Settle(active);
        await server.Settle(waits);
        Assert.Equal(["1", "1", "", "1"], await Figures());
        Assert.Equal(["1", ""], await Members());
        Assert.Equal("ACTIVE", (await server.Application(active)).Str("status"));

        async Task<string[]> Figures() =>
        [
            .. await Task.WhenAll(
                new[] { "ACTIVE", "PENDING", "BLOCKED" }.Select(s => Count($"{Applications}?status={s}", "applications"))),
            $"{(await server.Operator.Get($"{Applications}/summary")).Done().GetProperty("waiting").GetInt32()}",
        ];

        Task<string[]> Members() =>
            Task.WhenAll(new[] { "ACTIVE", "BLOCKED" }.Select(s => Count($"/v1/members?status={s}", "members")));

        async Task<string> Count(string path, string list) =>
            (await server.Operator.Get(path)).Done().GetProperty(list).GetArrayLength() is > 0 and var count ? $"{count}" : "";
    }

    [Fact]
    public async Task A_newer_block_has_its_own_end_and_reason_and_a_plain_one_is_for_good()
    {
        var person = await _server.Approved();
        await _server.Block("block", person, In(TimeSpan.FromHours(1)), "First", tellMember: true);
        var until = In(TimeSpan.FromHours(2));
        var newer = await _server.Block("queue", person, until, "Second", tellMember: true);
        Assert.True(newer.GetProperty("changed").GetBoolean());
        Assert.False((await _server.Block("queue", person, until, "Second", true)).GetProperty("changed").GetBoolean());
        var member = await _server.Seen(person);
        Assert.Equal(("Second", until), (member.Str("blockReason"), member.GetProperty("blockedUntil").GetDateTimeOffset()));
        Assert.Equal("Second", (await _server.BlockedLogin(person)).Str("reason"));

        _server.Clock.Advance(TimeSpan.FromHours(1));
        await _server.BlockedLogin(person);
        await _server.Block(person);
        Assert.False((await _server.Seen(person)).Has("blockedUntil"));
        _server.Clock.Advance(TimeSpan.FromHours(1));
        await _server.Settle(person);
        Assert.False((await _server.BlockedLogin(person)).Has("until"));
        Assert.Equal("BLOCKED", await _server.Status(person));
    }

    [Fact]
    public async Task Taken_back_it_is_as_it_was()
    {
        var person = await _server.Approved();
        var until = In(TimeSpan.FromHours(1));
        await _server.Block("queue", person, until, "First", tellMember: true);
        await _server.Block("queue", person, In(TimeSpan.FromHours(2)), "Second");
        (await _server.Decide(person, "undo")).Done();
        var blocked = await _server.BlockedLogin(person);
        Assert.Equal(("First", until), (blocked.Str("reason"), blocked.GetProperty("until").GetDateTimeOffset()));

        (await _server.Decide(person, "approve", new { seen = "BLOCKED" })).Done();
        (await _server.Decide(person, "undo")).Done();
        Assert.Equal("First", (await _server.Seen(person)).Str("blockReason"));
        var another = await _server.Register();
        await _server.Block("queue", another, until, "First");
        (await _server.Decide(another, "undo")).Done();
        var back = await _server.Seen(another);
        Assert.Equal(("PENDING", false, false), (back.Str("status"), back.Has("blockedUntil"), back.Has("blockReason")));
        (await _server.Decide(another, "approve")).Done();
    }

    private DateTimeOffset In(TimeSpan time) => _server.Clock.GetUtcNow() + time;
}

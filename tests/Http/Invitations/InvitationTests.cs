using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Invitations.Inviting;

namespace Members.Tests.Http.Invitations;

/// <summary>Making, listing and withdrawing invitations (admission, sections 3 and 10).</summary>
public sealed class InvitationTests : IAsyncLifetime
{
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:SignupMode", "Approve")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task One_is_made_for_one_use_and_its_code_is_told_once()
    {
        var made = await _server.Invite();
        Assert.Equal(["id", "code", "link", "uses", "usesLeft", "admits", "createdBy", "createdAt"], made.Names());
        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$", made.Str("code"));
        Assert.EndsWith($"/sign-up?invitation={made.Str("code")}", made.Str("link"), StringComparison.Ordinal);
        Assert.Equal((1, 1, "queue"), (made.GetProperty("uses").GetInt32(), made.GetProperty("usesLeft").GetInt32(), made.Str("admits")));
        Assert.Equal(["type", "id", "name"], made.GetProperty("createdBy").Names());
        Assert.Equal("key", made.GetProperty("createdBy").Str("type"));
        Assert.Equal(_server.Clock.GetUtcNow(), made.GetProperty("createdAt").GetDateTimeOffset());

        var answer = (await _server.Operator.Get(Invites)).Done();
        Assert.Equal(["invitations"], answer.Names());
        var listed = Assert.Single(answer.GetProperty("invitations").EnumerateArray());
        Assert.Equal(["id", "uses", "usesLeft", "admits", "createdBy", "createdAt"], listed.Names());
        Assert.DoesNotContain(made.Str("code"), answer.GetRawText(), StringComparison.Ordinal);
        foreach (var name in listed.Names())
        {
            Assert.Equal(made.GetProperty(name).GetRawText(), listed.GetProperty(name).GetRawText());
        }
    }

    [Fact]
    public async Task All_that_is_said_of_it_is_kept()
    {
        var (_, secret) = await _server.CreateKey("members.manage");
        var end = _server.Clock.GetUtcNow().AddDays(3650);
        var made = (await _server.Visitor.As(secret).Post(Invites, new
        {
            count = 1,
            uses = 1,
            expiresAt = end.ToOffset(TimeSpan.FromHours(2)),
            email = "Ann@Example.com",
            admits = "approve",
            note = "For <b>Ann</b>\nof the club",
        })).Done().GetProperty("invitations")[0];

        var listed = await _server.Listed(made);
        Assert.Equal(
            ("Ann@Example.com", "approve", "For <b>Ann</b>\nof the club", "a test's"),
            (listed.Str("email"), listed.Str("admits"), listed.Str("note"), listed.GetProperty("createdBy").Str("name")));
        Assert.Equal(end, listed.GetProperty("expiresAt").GetDateTimeOffset());
        Assert.False((await _server.Invite(new { note = " " })).Has("note"));
        Assert.Equal(10_000, (await _server.Invite(new { uses = 10_000 })).GetProperty("usesLeft").GetInt32());
    }

    [Fact]
    public async Task Several_have_each_a_code_of_its_own()
    {
        var made = (await _server.Operator.Post(Invites, new { count = 100, uses = 3 })).Done().GetProperty("invitations");
        Assert.Equal(100, made.EnumerateArray().Select(i => i.Str("code")).Distinct().Count());
        Assert.Equal(100, made.EnumerateArray().Select(i => i.Id()).Distinct().Count());
        Assert.All(made.EnumerateArray(), i => Assert.Equal(3, i.GetProperty("usesLeft").GetInt32()));
    }

    [Fact]
    public async Task The_list_has_the_newest_first_and_goes_on_where_a_page_ended()
    {
        var made = new List<Guid>();
        foreach (var count in new[] { 1, 3, 1, 2 })
        {
            var some = (await _server.Operator.Post(Invites, new { count })).Done().GetProperty("invitations").EnumerateArray();
            made.InsertRange(0, some.Select(i => i.Id()).OrderByDescending(id => id.ToString(), StringComparer.Ordinal));
            _server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var (found, cursor) = (new List<Guid>(), "");
        do
        {
            var page = (await _server.Operator.Get($"{Invites}?limit=2{cursor}")).Done();
            Assert.InRange(page.GetProperty("invitations").GetArrayLength(), 1, 2);
            found.AddRange(page.GetProperty("invitations").EnumerateArray().Select(i => i.Id()));
            cursor = page.Has("cursor") ? $"&cursor={page.Str("cursor")}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(made, found);
        Assert.False((await _server.Operator.Get($"{Invites}?limit=7")).Done().Has("cursor"));
    }

    [Fact]
    public async Task Withdrawn_twice_the_first_time_stays_and_what_is_unknown_does_no_harm()
    {
        var (made, other) = (await _server.Invite(), await _server.Invite());
        var at = _server.Clock.GetUtcNow();
        await _server.Revoke(made);
        _server.Clock.Advance(TimeSpan.FromHours(1));
        await _server.Revoke(made);

        Assert.Equal(at, (await _server.Listed(made)).GetProperty("revokedAt").GetDateTimeOffset());
        foreach (var id in new[] { $"{Guid.NewGuid()}", "nobody", made.Str("code") })
        {
            Assert.Equal("{}", (await _server.Operator.Delete($"{Invites}/{id}")).Done().GetRawText());
        }

        (await _server.Accept(made)).CannotBeUsed("REVOKED");
        (await _server.Accept(other)).Done();
    }

    [Fact]
    public async Task Those_that_are_good_are_ten_thousand_at_most()
    {
        var first = await _server.Invite();
        for (var i = 0; i < 99; i++)
        {
            (await _server.Operator.Post(Invites, new { count = 100 })).Done();
        }

        (await _server.Operator.Post(Invites, new { count = 100 })).Broke(("count", "TOO_MANY"));
        (await _server.Operator.Post(Invites, new { count = 99, expiresAt = _server.Clock.GetUtcNow().AddHours(1) })).Done();
        (await _server.Operator.Post(Invites, new { })).Broke(("count", "TOO_MANY"));
        (await _server.Accept(first)).Done();
        (await _server.Operator.Post(Invites, new { })).Done();
        (await _server.Operator.Post(Invites, new { })).Broke(("count", "TOO_MANY"));
        _server.Clock.Advance(TimeSpan.FromHours(1));
        (await _server.Operator.Post(Invites, new { count = 99 })).Done();
        (await _server.Operator.Post(Invites, new { })).Broke(("count", "TOO_MANY"));
    }
}

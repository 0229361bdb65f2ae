using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Around;

/// <summary>A server whose members are counted: nobody else registers on it.</summary>
public sealed class CountedServer : SharedServer
{
    internal const int Count = 253;

    /// <summary>Ids in the order of registration.</summary>
    internal IReadOnlyList<Guid> Ids { get; private set; } = [];

    /// <summary>Every fifth is blocked.</summary>
    internal IEnumerable<Guid> Blocked => Ids.Where((_, i) => i % 5 == 0);

    private protected override async Task<MembersServer> Start()
    {
        var server = await MembersServer.Start();
        var ids = new List<Guid>();
        while (ids.Count < Count)
        {
            // Some at the same moment: then the id decides. Times with and without a fraction: they are stored as text.
            var many = Math.Min(8, Count - ids.Count);
            var from = ids.Count;
            var registered = await Task.WhenAll(
                Enumerable.Range(from, many).Select(i => server.Register($"{(i % 2 == 0 ? "Even" : "odd")}{i:D4}@example.com")));
            ids.AddRange(registered.Select(p => p.Id).OrderBy(id => id.ToString(), StringComparer.Ordinal));
            server.Clock.Advance(TimeSpan.FromMilliseconds(from % 3 == 0 ? 250 : 1750));
        }

        Ids = ids;
        foreach (var id in Blocked)
        {
            (await server.Operator.Post($"{Auth}/block", new { id })).Done();
        }

        return server;
    }
}

/// <summary>Reading members (contract, section 2).</summary>
public sealed class MembersListTests(CountedServer shared) : IClassFixture<CountedServer>
{
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task The_pages_hold_every_member_once_oldest_first_and_the_last_has_no_cursor(int? limit)
    {
        var (ids, size) = (new List<Guid>(), limit ?? 50);
        string? cursor = null;
        do
        {
            var page = (await _server.Operator.Get(
                $"/v1/members?{(limit is null ? "" : $"limit={limit}")}{(cursor is null ? "" : $"&cursor={cursor}")}")).Done();
            var members = page.GetProperty("members").EnumerateArray().Select(m => m.Id()).ToArray();
            ids.AddRange(members);
            cursor = page.Has("cursor") ? page.Str("cursor") : null;
            Assert.Equal(Math.Min(size, CountedServer.Count - ids.Count + members.Length), members.Length);
        }
        while (cursor is not null);

        Assert.Equal(shared.Ids, ids);
    }

    [Fact]
    public async Task A_page_that_ends_with_the_last_member_has_no_cursor()
    {
        var first = (await _server.Operator.Get($"/v1/members?limit={CountedServer.Count - 200}")).Done();
        var second = (await _server.Operator.Get($"/v1/members?limit=100&cursor={first.Str("cursor")}")).Done();
        var third = (await _server.Operator.Get($"/v1/members?limit=100&cursor={second.Str("cursor")}")).Done();
        Assert.Equal((100, false), (third.GetProperty("members").GetArrayLength(), third.Has("cursor")));
    }

    [Fact]
    public async Task A_member_is_listed_as_they_are_shown_alone()
    {
        var listed = (await _server.Operator.Get("/v1/members?limit=3")).Done().GetProperty("members")[2];
        Assert.Equal(await _server.Shown(listed.Id()), $$"""{"member":{{listed.GetRawText()}},"roles":[]}""");
    }

    [Fact]
    public async Task By_status_only_those_are_listed_across_pages()
    {
        Assert.Equal(shared.Blocked, await All("status=BLOCKED&limit=20"));
        Assert.Equal(shared.Ids.Except(shared.Blocked), await All("status=ACTIVE&limit=100"));
        Assert.Empty(await All("status=PENDING"));
        Assert.Empty(await All("status=OFFLINE"));
    }

    [Fact]
    public async Task By_address_it_is_the_one_member_in_any_letter_case()
    {
        var (found, shown) = (await Listed("email=EVEN0042@example.COM"), "Even0042@example.com");
        Assert.Equal(shown, Assert.Single(found).Str("loginEmail"));
        Assert.Empty(await Listed("email=even0042@example.co"));
        Assert.Equal(shown, Assert.Single(await Listed("email=%20even0042@example.com%C2%A0")).Str("loginEmail"));
    }

    [Fact]
    public async Task By_the_start_of_an_address_it_is_all_who_have_it()
    {
        Assert.Equal(127, (await All("email=EVEN*&limit=100")).Length);
        Assert.Equal(5, (await All("email=even004*")).Length);
        Assert.Equal(["Even0042@example.com"], (await Listed("email=even0042@example.com*")).Select(m => m.Str("loginEmail")));
        Assert.Equal(CountedServer.Count, (await All("email=*&limit=100")).Length);
        Assert.Empty(await All("email=ev%25*"));
        Assert.Empty(await All("email=ev_n*"));
        Assert.Empty(await All("email='OR1=1--*"));
        Assert.Equal(
            (await All("status=BLOCKED&limit=100")).Intersect(await All("email=odd*&limit=100")), await All("status=BLOCKED&email=odd*"));
    }

    [Fact]
    public async Task An_email_that_can_be_none_is_told_how_to_write_a_plus() => Assert.Contains(
        "%2B", (await _server.Operator.Get("/v1/members?email=ann+news@example.com")).Is(Fault.Invalid).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("status=active", "status", "UNKNOWN_VALUE")]
    [InlineData("status=NONE", "status", "UNKNOWN_VALUE")]
    [InlineData("status=", "status", "UNKNOWN_VALUE")]
    [InlineData("status=ACTIVE&status=BLOCKED", "status", "UNKNOWN_VALUE")]
    [InlineData("email=", "email", "INVALID_EMAIL")]
    [InlineData("email=even004", "email", "INVALID_EMAIL")]
    [InlineData("email=ann+news@example.com", "email", "INVALID_EMAIL")] // the + is a blank here
    [InlineData("email=ann+news*", "email", "INVALID_EMAIL")]
    [InlineData("email=ann@b@*", "email", "INVALID_EMAIL")]
    [InlineData("email=' OR 1=1 --*", "email", "INVALID_EMAIL")]
    [InlineData("email=ann@example.com&email=eve@example.com", "email", "INVALID_EMAIL")]
    [InlineData("limit=0", "limit", "OUT_OF_RANGE")]
    [InlineData("limit=101", "limit", "OUT_OF_RANGE")]
    [InlineData("limit=-1", "limit", "OUT_OF_RANGE")]
    [InlineData("limit=%2B5", "limit", "OUT_OF_RANGE")]
    [InlineData("limit=ten", "limit", "OUT_OF_RANGE")]
    [InlineData("limit=", "limit", "OUT_OF_RANGE")]
    [InlineData("limit=99999999999999999999", "limit", "OUT_OF_RANGE")]
    [InlineData("cursor=", "cursor", "INVALID_CURSOR")]
    [InlineData("cursor=x", "cursor", "INVALID_CURSOR")]
    [InlineData("cursor=________________________________", "cursor", "INVALID_CURSOR")]
    [InlineData(
        "cursor=%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00", "cursor",
        "INVALID_CURSOR")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", "cursor", "INVALID_CURSOR")]
    public async Task A_parameter_that_is_none_is_refused(string query, string field, string rule) =>
        (await _server.Operator.Get($"/v1/members?{query}")).Broke((field, rule));

    [Fact]
    public async Task All_bad_parameters_are_named_at_once() =>
        (await _server.Operator.Get("/v1/members?status=x&limit=x&cursor=x")).Broke(
            ("limit", "OUT_OF_RANGE"), ("status", "UNKNOWN_VALUE"), ("cursor", "INVALID_CURSOR"));

    [Fact]
    public async Task A_cursor_at_either_end_of_time_is_a_place_like_any()
    {
        Assert.Equal(shared.Ids.Take(1), await All("limit=1&cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", onlyFirst: true));
        var late = new byte[24];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(late, DateTime.MaxValue.Ticks);
        Assert.Empty(await All($"cursor={System.Buffers.Text.Base64Url.EncodeToString(late)}"));
    }

    [Theory]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("not-an-id")]
    [InlineData("%7B6f9619ff-8b86-d011-b42d-00c04fc964ff%7D")]
    [InlineData("6f9619ff8b86d011b42d00c04fc964ff")]
    public async Task Nobody_is_not_found(string id) => (await _server.Operator.Get($"/v1/members/{id}")).Is(Fault.MemberNotFound);

    private async Task<Guid[]> All(string query, bool onlyFirst = false)
    {
        var (ids, page) = (new List<Guid>(), (await _server.Operator.Get($"/v1/members?{query}")).Done());
        ids.AddRange(IdsOf(page));
        while (!onlyFirst && page.Has("cursor"))
        {
            page = (await _server.Operator.Get($"/v1/members?{query}&cursor={page.Str("cursor")}")).Done();
            ids.AddRange(IdsOf(page));
            Assert.True(ids.Count <= CountedServer.Count, "The pages repeat themselves.");
        }

        return [.. ids];
    }

    private async Task<JsonElement[]> Listed(string query) =>
        [.. (await _server.Operator.Get($"/v1/members?{query}")).Done().GetProperty("members").EnumerateArray()];

    private static IEnumerable<Guid> IdsOf(JsonElement page) => page.GetProperty("members").EnumerateArray().Select(m => m.Id());
}

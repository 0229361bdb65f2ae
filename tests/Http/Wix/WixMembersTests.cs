using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.OAuth;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Wix;

/// <summary>The Members API (wix-contract B.3, D.1, F56).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class WixMembersTests(AutomaticServer shared)
{
    private const string Path = "/members/v1/members";
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_member_reads_themself_by_the_access_token_of_a_client()
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var api = _server.Visitor.As((await _server.Tokens(client, person)).Str("access_token"));
        var me = (await api.Get($"{Path}/my?fieldsets=FULL")).Done().Member();
        Assert.Equal(
            (person.Id, person.Email, "APPROVED", "PRIVATE", "ACTIVE"),
            (me.Id(), me.Str("loginEmail"), me.Str("status"), me.Str("privacyStatus"), me.Str("activityStatus")));
        Assert.Equal(["firstName", "emails", "phones"], me.GetProperty("contact").Names().Prepend("firstName").Distinct());
        (await api.Get($"{Path}/{person.Id}")).Is(Fault.PermissionDenied);
    }

    [Fact]
    public async Task A_key_approves_and_blocks_and_is_answered_the_member()
    {
        var person = await _server.Register();
        Assert.Equal(
            "BLOCKED", (await _server.Operator.Post($"{Path}/{person.Id}/block", new { id = person.Id })).Done().Member().Str("status"));
        Assert.Equal(
            "APPROVED", (await _server.Operator.Post($"{Path}/{person.Id}/approve", new { id = person.Id })).Done().Member().Str("status"));
        Assert.Equal(person.Id, (await _server.Operator.Get($"{Path}/{person.Id}?id={person.Id}&fieldsets=FULL")).Done().Member().Id());
        foreach (var nobody in new[] { Guid.NewGuid().ToString(), "x" })
        {
            (await _server.Operator.Post($"{Path}/{nobody}/block", new { })).Is(Fault.MemberNotFound);
            (await _server.Operator.Post($"{Path}/{nobody}/approve", new { })).Is(Fault.MemberNotFound);
            (await _server.Operator.Get($"{Path}/{nobody}")).Is(Fault.MemberNotFound);
        }
    }

    [Fact]
    public async Task Whoever_was_turned_down_is_blocked_for_Wix_and_approved_by_id()
    {
        await using var server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);
        var person = await server.Register();
        (await server.Operator.Post($"/v1/applications/{person.Id}/reject", new { reason = "No." })).Done();

        var shown = await server.Operator.Get($"{Path}/{person.Id}?id={person.Id}&fieldsets=FULL");
        Assert.Equal("BLOCKED", shown.Done().Member().Str("status"));
        Assert.Equal(
            "APPROVED", (await server.Operator.Post($"{Path}/{person.Id}/approve", new { id = person.Id })).Done().Member().Str("status"));
        (await server.Login(person)).Done();
    }

    [Fact]
    public async Task A_query_filters_and_pages()
    {
        await using var server = await MembersServer.Start();
        var persons = new List<Person>();
        for (var i = 0; i < 5; i++)
        {
            persons.Add(await server.Register());
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await server.Block(persons[1]);
        (await server.Operator.Patch($"{Auth}/settings", new { signupApproval = "MANUAL" })).Done();
        var rejected = await server.Register();
        (await server.Operator.Post($"/v1/applications/{rejected.Id}/reject", new { })).Done();
        async Task<Guid[]> Ask(object query) => Ids((await server.Operator.Post($"{Path}/query", new { query })).Done());
        Assert.Equal([persons[3].Id], await Ask(new { filter = new { loginEmail = persons[3].Email.ToUpperInvariant() } }));
        Assert.Equal([persons[1].Id, rejected.Id], await Ask(
            new { filter = new Dictionary<string, object> { ["status"] = new Dictionary<string, string> { ["$eq"] = "BLOCKED" } } }));
        Assert.Equal(4, (await Ask(new { filter = new { status = "APPROVED" } })).Length);
        Assert.Equal([persons[2].Id, persons[3].Id], await Ask(new { paging = new { offset = 2, limit = 2 } }));
        Assert.Equal([persons[4].Id], await Ask(new { paging = new { offset = 4, limit = 1 } }));
        Assert.Empty(await Ask(new { paging = new { offset = 6 } }));

        var r = Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { paging = new { limit = 1, offset = 1 }, fieldsets = new[] { "FULL" } })));
        var listed = (await server.Operator.Get($"{Path}?.r={r}")).Done();
        Assert.Equal([persons[1].Id], Ids(listed));
        Assert.Equal((1, 1), (
            listed.GetProperty("metadata").GetProperty("count").GetInt32(),
            listed.GetProperty("metadata").GetProperty("offset").GetInt32()));
        Assert.Equal(6, Ids((await server.Operator.Get(Path)).Done()).Length);
    }

    [Theory]
    [InlineData("""{"query":{"filter":{"profile.slug":"x"}}}""")]
    [InlineData("""{"query":{"filter":{"status":"ACTIVE"}}}""")]
    [InlineData("""{"query":{"filter":{"status":["APPROVED"]}}}""")]
    [InlineData("""{"query":{"filter":[]}}""")]
    [InlineData("""{"query":{"filter":"x"}}""")]
    [InlineData("""{"query":{"paging":{"limit":0}}}""")]
    [InlineData("""{"query":{"filter":{"loginEmail":""}}}""")]
    [InlineData("""{"query":{"filter":{"loginEmail":"ann"}}}""")]
    [InlineData("""{"query":{"filter":{"loginEmail":{"$eq":"an n@example.com"}}}}""")]
    [InlineData("""{"query":{"filter":{"loginEmail":"ann*"}}}""")]
    [InlineData("""{"query":{"paging":{"limit":101}}}""")]
    [InlineData("""{"query":{"paging":{"offset":-1}}}""")]
    [InlineData("""{"query":{"paging":{"offset":100000}}}""")]
    [InlineData("""{"query":1}""")]
    public async Task What_cannot_be_asked_is_refused(string body) =>
        (await _server.Operator.PostRaw($"{Path}/query", body)).Is(Fault.Invalid);

    [Theory]
    [InlineData("!")]
    [InlineData("e30x")]
    [InlineData("W10")]
    [InlineData("bnVsbA")]
    public async Task A_list_whose_options_are_garbage_is_refused(string r) =>
        (await _server.Operator.Get($"{Path}?.r={r}")).Is(Fault.Invalid);

    [Fact]
    public async Task A_member_that_is_no_member_cannot_be_made() =>
        (await _server.Operator.Post(Path, new { member = new { loginEmail = "x" } })).Is(Fault.Invalid);

    private static Guid[] Ids(JsonElement answer) => [.. answer.GetProperty("members").EnumerateArray().Select(m => m.Id())];
}

using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>API keys that try to become more than they are, and foreign tokens shown to introspection.</summary>
[Collection(HostileCollection.Name)]
public sealed class KeyEscalationTests(AutomaticServer shared)
{
    private const string Keys = "/v1/api-keys";
    private static readonly string[] Own = ["keys.manage"];
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string> Stronger =>
    [
        """["members.manage"]""",
        """["keys.manage","members.manage"]""",
        """["keys.manage","keys.manage","settings.manage"]""",
        """["keys.manage","members.authenticate","members.manage","settings.manage"]""",
    ];

    public static TheoryData<string> Unknown =>
    [
        """["*"]""", """["all"]""", """["keys.*"]""", """["keys.manage members.manage"]""", """["keys.manage,members.manage"]""",
        """["KEYS.MANAGE"]""",
        """["keys.manage "]""", """["keys.manage\u0000"]""", """["keys.manage","\u212aeys.manage"]""", """[""]""", """[null]""",
        """["4"]""", """["15"]""", """["None"]""", """["MembersManage"]""",
    ];

    public static TheoryData<string> Malformed =>
        ["""["keys.manage",["members.manage"]]""", "15", "\"members.manage\"", """{"0":"members.manage"}""", "true"];

    [Theory]
    [MemberData(nameof(Stronger))]
    public async Task A_key_makes_no_key_with_a_scope_that_it_lacks(string scopes) => (await Create(scopes)).Is(Fault.PermissionDenied);

    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task A_scope_that_is_nearly_one_is_none(string scopes) => (await Create(scopes)).Broke(("scopes", "UNKNOWN_SCOPE"));

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Scopes_that_are_no_list_of_texts_are_refused(string scopes) => (await Create(scopes)).Broke(("body", "MALFORMED"));

    [Fact]
    public async Task A_chain_of_keys_ends_no_stronger_than_it_began()
    {
        var secret = (await _server.CreateKey("keys.manage", "members.authenticate")).Secret;
        for (var i = 0; i < 3; i++)
        {
            var api = _server.Visitor.As(secret);
            (await api.Post(Keys, new { name = "up", scopes = new[] { "keys.manage", "members.manage" } })).Is(Fault.PermissionDenied);
            secret = (await api.Post(Keys, new { name = "link", scopes = new[] { "keys.manage", "members.authenticate" } })).Done()
                .Str("secret");
        }

        (await _server.Visitor.As(secret).Get("/v1/members")).Is(Fault.PermissionDenied);
        var last = (await _server.Visitor.As(secret).Post(Keys, new { name = "end", scopes = Own })).Done().Str("secret");
        (await _server.Visitor.As(last).Post($"{Auth}/login", new { })).Is(Fault.PermissionDenied);
    }

    [Fact]
    public async Task Two_weak_keys_in_one_request_are_not_a_strong_one()
    {
        var (manage, keys) = ((await _server.CreateKey("members.manage")).Secret, (await _server.CreateKey("keys.manage")).Secret);
        foreach (var header in new[] { $"{keys},{manage}", $"Bearer {keys}, Bearer {manage}" })
        {
            (await _server.Visitor.As(header).Post(Keys, new { name = "both", scopes = new[] { "members.manage" } }))
                .Is(Fault.PermissionDenied);
        }
    }

    [Fact]
    public async Task A_member_beside_a_key_lends_it_no_right_and_the_key_lends_the_member_none()
    {
        var (person, victim) = (await _server.Register(), await _server.Register());
        var (session, weak) = (await _server.OpenSession(person), (await _server.CreateKey("settings.manage")).Secret);
        var both = _server.Visitor.As($"{session},{weak}");
        var before = await _server.Shown(victim.Id);
        (await both.Patch($"{Auth}/members/{victim.Id}/change-login-email", new { newEmail = NewEmail() })).Is(Fault.PermissionDenied);
        (await both.Post($"{Auth}/block", new { id = victim.Id })).Is(Fault.PermissionDenied);
        (await both.Post($"{Auth}/approve", new { id = person.Id })).Is(Fault.PermissionDenied);
        (await both.Post(Keys, new { name = "both", scopes = Own })).Is(Fault.PermissionDenied);
        Assert.Equal(before, await _server.Shown(victim.Id));
    }

    [Fact]
    public async Task A_member_neither_blocks_nor_approves_nor_looks_at_anybody_not_even_themself()
    {
        var (person, other) = (await _server.Register(), await _server.Register());
        var member = await _server.Member(person);
        foreach (var id in new[] { person.Id, other.Id })
        {
            (await member.Post($"{Auth}/block", new { id })).Is(Fault.PermissionDenied);
            (await member.Post($"{Auth}/approve", new { id })).Is(Fault.PermissionDenied);
            (await member.Get($"/v1/members/{id}")).Is(Fault.PermissionDenied);
        }

        (await member.PostForm($"{Auth}/introspect", ("token", await _server.OpenSession(other)))).Is(Fault.PermissionDenied);
        (await member.Post($"{Auth}/generate-session-token", new { email = other.Email })).Is(Fault.PermissionDenied);
    }

    [Fact]
    public async Task Introspection_of_foreign_tokens_tells_nothing_and_uses_none_up()
    {
        var person = await _server.Register();
        var (ticket, mailed, key) =
            (await _server.Ticket(person), await _server.MailedToken(person), (await _server.CreateKey("members.manage")).Secret);
        foreach (var token in new[]
        {
            ticket, mailed, key, MembersServer.BootstrapKey,
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "eyJhbGciOiJIUzI1NiIsImtpZCI6Ii4uLy4uL2V0Yy9wYXNzd2QifQ.e30.AAAA",
            "ya29.a-token-of-somebody-else", "mss_" + new string('A', 92), $"mss_{Guid.NewGuid():N}",
        })
        {
            Assert.Equal(
                "{\"active\":false}", (await _server.Operator.PostForm($"{Auth}/introspect", ("token", token))).Done().GetRawText());
        }

        (await _server.Apply(ticket)).Done();
        (await _server.SetPassword(mailed, "quiet-fox-7-lanterns")).Done();
    }

    private async Task<Reply> Create(string scopes)
    {
        var secret = await shared.Keep("a key that manages keys", async () => (await _server.CreateKey(Own)).Secret);
        return await _server.Visitor.As(secret).PostRaw(Keys, $$"""{"name":"up","scopes":{{scopes}}}""");
    }
}

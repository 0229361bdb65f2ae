using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Around;

/// <summary>API keys (contract, sections 2 and 3).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class ApiKeysTests(AutomaticServer shared)
{
    private const string Keys = "/v1/api-keys";
    private static readonly string[] All = ["members.authenticate", "members.manage", "settings.manage", "keys.manage"];
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_new_keys_secret_is_shown_once_and_works()
    {
        var created = (await _server.Operator.Post(
            Keys, new { name = "Website é", scopes = new[] { "members.manage", "members.authenticate" } })).Done();
        Assert.Equal(["apiKey", "secret"], created.Names());
        var key = created.GetProperty("apiKey");
        Assert.Equal(["id", "name", "scopes", "createdAt"], key.Names());
        Assert.Equal("Website é", key.Str("name"));
        Assert.Equal(["members.authenticate", "members.manage"], Scopes(key));
        Assert.Matches("^mak_[A-Za-z0-9_-]{92}$", created.Str("secret"));

        (await _server.Visitor.As($"Bearer {created.Str("secret")}").Get("/v1/members?limit=1")).Done();
        var list = await _server.Operator.Get(Keys);
        Assert.Equal(key.GetRawText(), Find(list, key.Id()).GetRawText());
        Assert.DoesNotContain("mak_", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operators_own_key_is_listed_with_every_scope_and_never_shown()
    {
        var list = await _server.Operator.Get(Keys);
        var bootstrap = Assert.Single(list.Done().GetProperty("apiKeys").EnumerateArray(), k => k.Str("name") == "bootstrap");
        Assert.Equal(All, Scopes(bootstrap));
        Assert.DoesNotContain(MembersServer.BootstrapKey, list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_dead_at_once_and_for_good_and_stays_in_the_list()
    {
        var (id, secret) = await _server.CreateKey("members.manage");
        Assert.Empty((await _server.Operator.Delete($"{Keys}/{id}")).Done().Names());
        (await _server.Visitor.As(secret).Get("/v1/members?limit=1")).Is(Fault.Unauthenticated);

        var revoked = Find(await _server.Operator.Get(Keys), id).Str("revokedAt");
        _server.Clock.Advance(TimeSpan.FromSeconds(5));
        (await _server.Operator.Delete($"{Keys}/{id}")).Done();
        Assert.Equal(revoked, Find(await _server.Operator.Get(Keys), id).Str("revokedAt"));
    }

    [Fact]
    public async Task A_key_works_until_it_expires_and_no_longer()
    {
        var expiresAt = _server.Clock.GetUtcNow().AddHours(1);
        var created = (await _server.Operator.Post(Keys, new { name = "an hour", scopes = All[..2], expiresAt })).Done();
        var api = _server.Visitor.As(created.Str("secret"));
        Assert.Equal(expiresAt, created.GetProperty("apiKey").GetProperty("expiresAt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        _server.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        (await api.Get("/v1/members?limit=1")).Done();
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await api.Get("/v1/members?limit=1")).Is(Fault.Unauthenticated);
    }

    [Fact]
    public async Task A_key_is_changed_for_a_new_one_without_a_call_that_fails()
    {
        var (oldId, old) = await _server.CreateKey("members.manage", "keys.manage");
        var calls = new List<int>();
        async Task Use(string key) => calls.Add((await _server.Visitor.As(key).Get("/v1/members?limit=1")).Status);

        await Use(old);
        var made = (await _server.Visitor.As(old).Post(Keys, new { name = "the next", scopes = new[] { "members.manage", "keys.manage" } }))
            .Done();
        var next = made.Str("secret");
        await Use(old);
        await Use(next);
        await Use(old);
        (await _server.Visitor.As(next).Delete($"{Keys}/{oldId}")).Done();
        await Use(next);

        Assert.All(calls, status => Assert.Equal(200, status));
        (await _server.Visitor.As(old).Get("/v1/members?limit=1")).Is(Fault.Unauthenticated);
    }

    [Fact]
    public async Task A_key_makes_no_key_that_may_more_than_itself()
    {
        var (_, secret) = await _server.CreateKey("keys.manage", "members.authenticate");
        var api = _server.Visitor.As(secret);
        foreach (var scopes in new[] { ["members.manage"], All, ["keys.manage", "settings.manage"] })
        {
            (await api.Post(Keys, new { name = "stronger", scopes })).Is(Fault.PermissionDenied);
        }

        var child = (await api.Post(Keys, new { name = "as strong", scopes = new[] { "keys.manage", "members.authenticate" } })).Done();
        (await _server.Visitor.As(child.Str("secret")).Get(Keys)).Done();
        Assert.DoesNotContain("\"stronger\"", (await _server.Operator.Get(Keys)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_cannot_be_is_refused_with_every_reason()
    {
        (await _server.Operator.Post(Keys, new { })).Broke(("name", "INVALID_NAME"), ("scopes", "INVALID_SCOPES"));
        (await _server.Operator.Post(Keys, new { name = "x", scopes = Array.Empty<string>() })).Broke(("scopes", "INVALID_SCOPES"));
        (await _server.Operator.Post(Keys, new { name = "x", scopes = new[] { "members.all" } })).Broke(("scopes", "UNKNOWN_SCOPE"));
        (await _server.Operator.Post(Keys, new { name = "x", scopes = new[] { "Members.Manage" } })).Broke(("scopes", "UNKNOWN_SCOPE"));
        (await _server.Operator.Post(Keys, new { name = "x", scopes = new string?[] { null } })).Broke(("scopes", "UNKNOWN_SCOPE"));
        (await _server.Operator.Post(Keys, new { name = new string('x', 101), scopes = All })).Broke(("name", "INVALID_NAME"));
        (await _server.Operator.Post(Keys, new { name = "a\nb", scopes = All })).Broke(("name", "INVALID_NAME"));
        (await _server.Operator.Post(Keys, new { name = "x", scopes = All, expiresAt = _server.Clock.GetUtcNow() }))
            .Broke(("expiresAt", "IN_THE_PAST"));
        (await _server.Operator.Post(Keys, new { name = "x", scopes = All, expiresAt = "tomorrow" })).Broke(("body", "MALFORMED"));
        (await _server.Operator.Post(Keys, new { name = "x", scopes = "members.manage" })).Broke(("body", "MALFORMED"));
    }

    [Theory]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("not-an-id")]
    public async Task A_key_that_is_not_there_cannot_be_revoked(string id) =>
        (await _server.Operator.Delete($"{Keys}/{id}")).Is(Fault.NotFound);

    [Fact]
    public async Task A_key_with_a_changed_letter_or_another_prefix_is_no_key()
    {
        var (_, secret) = await _server.CreateKey("members.manage");
        foreach (var bad in new[]
        {
            Changed(secret), secret[..^1], secret + "A", "mss_" + secret[4..], MembersServer.BootstrapKey[..^1],
            MembersServer.BootstrapKey.ToUpperInvariant(),
        })
        {
            (await _server.Visitor.As($"Bearer {bad}").Get("/v1/members?limit=1")).Is(Fault.Unauthenticated);
        }
    }

    private static string[] Scopes(JsonElement key) => [.. key.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()!)];

    private static JsonElement Find(Reply list, Guid id) =>
        Assert.Single(list.Done().GetProperty("apiKeys").EnumerateArray(), k => k.Id() == id);
}

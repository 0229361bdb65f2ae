using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.SignUp;

/// <summary>
/// Consents are kept with version and time; a newer version is due, and nothing is locked meanwhile (admission, section 2).
/// </summary>
public sealed class ConsentTests : IAsyncLifetime
{
    private const string Consents = $"{Auth}/consents";
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_was_agreed_to_at_sign_up_is_kept_and_a_newer_version_is_due_until_it_is_agreed_to()
    {
        await AskFor("1");
        var person = await _server.SignedUp(new { rules = "1" });
        var member = _server.Visitor.As(await _server.OpenSession(person));
        var signedUp = _server.Clock.GetUtcNow();
        var first = (await member.Get(Consents)).Done();
        Assert.Equal(("rules", "1"), Given(first));
        Assert.Empty(first.GetProperty("due").EnumerateArray());

        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskFor("2");
        var due = Assert.Single((await member.Get(Consents)).Done().GetProperty("due").EnumerateArray());
        Assert.Equal(("rules", "Be kind, version 2.", "2"), (due.Str("key"), due.Str("text"), due.Str("version")));
        (await member.Get($"{Auth}/me")).Done();
        (await _server.Login(person)).Done();

        var given = (await member.Post(Consents, new { consents = new { rules = "2" } })).Done();
        Assert.Equal(("rules", "2"), Given(given));
        Assert.Empty(given.GetProperty("due").EnumerateArray());
        Assert.True(given.GetProperty("consents")[0].GetProperty("at").GetDateTimeOffset() > signedUp);

        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(given.GetRawText(), (await member.Post(Consents, new { consents = new { rules = "2" } })).Done().GetRawText());
    }

    [Fact]
    public async Task Only_what_is_asked_for_in_its_version_of_today_can_be_agreed_to()
    {
        await AskFor("2");
        var member = _server.Visitor.As(await _server.OpenSession(await _server.SignedUp(new { rules = "2" })));

        (await member.Post(Consents, new { consents = new { rules = "1" } })).Broke(("consents.rules", "OTHER_VERSION"));
        (await member.Post(Consents, new { consents = new { club = "2" } })).Broke(("consents.club", "UNKNOWN_FIELD"));
        (await member.Post(Consents, new { consents = new { } })).Broke(("consents", "REQUIRED"));
        (await member.Post(Consents, new { })).Broke(("consents", "REQUIRED"));
        Assert.Equal(("rules", "2"), Given((await member.Get(Consents)).Done()));
    }

    private static (string Key, string Version) Given(JsonElement answer)
    {
        var consent = Assert.Single(answer.GetProperty("consents").EnumerateArray());
        return (consent.Str("key"), consent.Str("version"));
    }

    private Task AskFor(string version) => _server.Ask(
    [
        new { key = "rules", kind = "consent", label = En("Rules"), text = En($"Be kind, version {version}."), version, required = true },
        new { key = "club", kind = "text", label = En("Club") },
    ]);
}

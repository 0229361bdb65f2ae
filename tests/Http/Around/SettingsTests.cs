using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Around;

/// <summary>The settings that change at run time (contract, section 1).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class SettingsTests(AutomaticServer shared) : IAsyncLifetime
{
    private const string Settings = $"{Auth}/settings";
    private readonly MembersServer _server = shared.Server;

    public Task InitializeAsync() => Task.CompletedTask;

    // Others who use this server count on it.
    public async Task DisposeAsync() => (await _server.Operator.Patch(Settings, new { signupApproval = "AUTOMATIC" })).Done();

    [Fact]
    public async Task A_change_affects_registrations_from_then_on_and_no_earlier_member()
    {
        var before = await _server.Register();
        AssertShows("AUTOMATIC", (await _server.Operator.Get(Settings)).Done());
        AssertShows("MANUAL", (await _server.Operator.Patch(Settings, new { signupApproval = "MANUAL" })).Done());
        AssertShows("MANUAL", (await _server.Operator.Get(Settings)).Done());

        var between = await _server.Register();
        Assert.Equal(("ACTIVE", "PENDING"), (await _server.Status(before), between.Answer.Member().Str("status")));
        (await _server.Login(before)).Done();

        (await _server.Operator.Patch(Settings, new { signupApproval = "AUTOMATIC" })).Done();
        Assert.Equal("PENDING", await _server.Status(between));
        Assert.Equal("ACTIVE", (await _server.Register()).Answer.Member().Str("status"));
    }

    [Fact]
    public async Task What_is_absent_stays_and_what_is_unknown_is_refused()
    {
        (await _server.Operator.Patch(Settings, new { signupApproval = "MANUAL" })).Done();
        AssertShows("MANUAL", (await _server.Operator.Patch(Settings, new { })).Done());
        (await _server.Operator.Patch(Settings, new { signupApproval = "manual" })).Broke(("signupApproval", "UNKNOWN_VALUE"));
        (await _server.Operator.Patch(Settings, new { signupApproval = "" })).Broke(("signupApproval", "UNKNOWN_VALUE"));
        (await _server.Operator.Patch(Settings, new { signupApproval = 1 })).Broke(("body", "MALFORMED"));
        AssertShows("MANUAL", (await _server.Operator.Get(Settings)).Done());
    }

    private static void AssertShows(string approval, System.Text.Json.JsonElement settings)
    {
        Assert.Equal(approval, settings.Str("signupApproval"));
        Assert.False(settings.GetProperty("requireEmailVerification").GetBoolean());
    }
}

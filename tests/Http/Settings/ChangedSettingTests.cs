using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Settings;

/// <summary>Each setting of admission, changed by itself and back again.</summary>
public sealed class ChangedSettingTests(AutomaticServer shared) : IClassFixture<AutomaticServer>
{
    private const string Path = $"{Auth}/settings";
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("signupMode", "\"INVITE\"")]
    [InlineData("reapplyAfter", "\"00:00:00\"")]
    [InlineData("reapplyAfter", "\"90.00:00:00\"")]
    [InlineData("rejectedKept", "\"3650.00:00:00\"")]
    [InlineData("rejectedKept", "\"30.00:00:00\"")]
    [InlineData("applicationsPerAddress", "1")]
    [InlineData("applicationsPerAddress", "5")]
    [InlineData("lapseAfter", "\"00:00:01\"")]
    [InlineData("lapseAfter", "\"365.00:00:00\"")]
    [InlineData("undoWindow", "\"00:00:00\"")]
    [InlineData("undoWindow", "\"00:01:00\"")]
    [InlineData("decideBySession", "true")]
    [InlineData("approvalDigest", "\"00:00:01\"")]
    [InlineData("approvalDigest", "\"1.00:00:00\"")]
    [InlineData("approvalReminder", "\"00:00:01\"")]
    [InlineData("approvalReminder", "\"30.00:00:00\"")]
    [InlineData("tellReceived", "true")]
    [InlineData("tellRejected", "false")]
    [InlineData("tellApproved", "\"ALWAYS\"")]
    [InlineData("tellApproved", "\"NEVER\"")]
    [InlineData("defaultLanguage", "\"de\"")]
    [InlineData("loginUrl", "\"https://club.example/log-in?from=mail\"")]
    public async Task Each_can_be_changed_and_nothing_else_changes_with_it(string name, string value)
    {
        var before = JsonElement.Parse(await Shown()).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetRawText());
        var changed = (await Patch($"{{\"{name}\":{value}}}")).Done();

        Assert.Equal(value, changed.GetProperty(name).GetRawText());
        Assert.Equal(changed.GetRawText(), await Shown());
        Assert.All(
            before.Where(p => p.Key != name && !(name == "signupMode" && p.Key == "signupApproval")),
            p => Assert.Equal(p.Value, changed.GetProperty(p.Key).GetRawText()));
        (await Patch($"{{\"{name}\":{before.GetValueOrDefault(name, "\"\"")}}}")).Done();
    }

    private async Task<string> Shown() => (await _server.Operator.Get(Path)).Done().GetRawText();

    private Task<Reply> Patch(string body) => _server.Operator.Send(
        HttpMethod.Patch, Path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
}

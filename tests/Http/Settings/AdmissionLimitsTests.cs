using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Settings;

/// <summary>What the settings of admission cannot be (admission, section 11).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class AdmissionLimitsTests(AutomaticServer shared)
{
    private const string Path = $"{Auth}/settings";
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("reapplyAfter", "\"-00:00:01\"", "OUT_OF_RANGE")]
    [InlineData("rejectedKept", "\"3650.00:00:01\"", "OUT_OF_RANGE")]
    [InlineData("rejectedKept", "\"29.23:59:59\"", "OUT_OF_RANGE")]
    [InlineData("applicationsPerAddress", "0", "OUT_OF_RANGE")]
    [InlineData("applicationsPerAddress", "6", "OUT_OF_RANGE")]
    [InlineData("lapseAfter", "\"-00:00:01\"", "OUT_OF_RANGE")]
    [InlineData("lapseAfter", "\"00:00:00.5\"", "OUT_OF_RANGE")]
    [InlineData("lapseAfter", "\"365.00:00:01\"", "OUT_OF_RANGE")]
    [InlineData("undoWindow", "\"00:01:00.001\"", "OUT_OF_RANGE")]
    [InlineData("undoWindow", "\"-00:00:01\"", "OUT_OF_RANGE")]
    [InlineData("approvalDigest", "\"00:00:00\"", "OUT_OF_RANGE")]
    [InlineData("approvalDigest", "\"1.00:00:01\"", "OUT_OF_RANGE")]
    [InlineData("approvalReminder", "\"00:00:00\"", "OUT_OF_RANGE")]
    [InlineData("approvalReminder", "\"30.00:00:01\"", "OUT_OF_RANGE")]
    [InlineData("reapplyAfter", "\"a month\"", "INVALID_DURATION")]
    [InlineData("undoWindow", "\"\"", "INVALID_DURATION")]
    [InlineData("lapseAfter", "\"P1D\"", "INVALID_DURATION")]
    [InlineData("signupMode", "\"open\"", "UNKNOWN_VALUE")]
    [InlineData("tellApproved", "\"SOMETIMES\"", "UNKNOWN_VALUE")]
    [InlineData("loginUrl", "\"javascript:alert(1)\"", "INVALID_URL")]
    [InlineData("loginUrl", "\"/log-in\"", "INVALID_URL")]
    [InlineData("defaultLanguage", "\"\"", "INVALID_LANGUAGE")]
    [InlineData("defaultLanguage", "\"plain English\"", "INVALID_LANGUAGE")]
    [InlineData("defaultLanguage", "\"../de\"", "INVALID_LANGUAGE")]
    [InlineData("defaultLanguage", "\"de\\n\"", "INVALID_LANGUAGE")]
    public async Task What_is_beyond_its_limits_is_named_and_nothing_changes(string name, string value, string rule)
    {
        var before = await Shown();
        (await Patch($"{{\"{name}\":{value},\"tellReceived\":true}}")).Broke((name, rule));
        Assert.Equal(before, await Shown());
    }

    [Fact]
    public async Task Everything_wrong_is_named_at_once()
    {
        (await Patch("""{"undoWindow":"1.00:00:00","applicationsPerAddress":9,"loginUrl":"ftp://club.example"}""")).Broke(
            ("applicationsPerAddress", "OUT_OF_RANGE"), ("undoWindow", "OUT_OF_RANGE"), ("loginUrl", "INVALID_URL"));
        (await Patch("""{"signupMode":"AJAR","undoWindow":"soon","tellApproved":""}""")).Broke(
            ("signupMode", "UNKNOWN_VALUE"), ("undoWindow", "INVALID_DURATION"), ("tellApproved", "UNKNOWN_VALUE"));
        (await Patch("""{"decideBySession":"yes"}""")).Broke(("body", "MALFORMED"));
    }

    [Theory]
    [InlineData("""{"mode":"CLOSED"}""", "signupChange", "REQUIRED")]
    [InlineData("""{"at":"2026-03-02T00:00:00Z"}""", "signupChange", "REQUIRED")]
    [InlineData("""{"mode":"AJAR","at":"2026-03-02T00:00:00Z"}""", "signupChange.mode", "UNKNOWN_VALUE")]
    [InlineData("""{"mode":"CLOSED","at":"2026-03-01T12:00:00Z"}""", "signupChange.at", "OUT_OF_RANGE")]
    [InlineData("""{"mode":"CLOSED","at":"2025-03-01T12:00:00Z"}""", "signupChange.at", "OUT_OF_RANGE")]
    [InlineData("""{"mode":"CLOSED","at":"2099-03-02T12:00:00Z"}""", "signupChange.at", "OUT_OF_RANGE")]
    public async Task A_change_of_the_door_has_a_mode_and_a_time_within_five_years(string change, string field, string rule)
    {
        var before = await Shown();
        (await Patch($"{{\"signupChange\":{change}}}")).Broke((field, rule));
        Assert.Equal(before, await Shown());
    }

    private async Task<string> Shown() => (await _server.Operator.Get(Path)).Done().GetRawText();

    private Task<Reply> Patch(string body) => _server.Operator.Send(
        HttpMethod.Patch, Path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
}

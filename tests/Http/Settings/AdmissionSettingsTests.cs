using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Settings;

/// <summary>The settings of admission that change while the service runs (admission, section 11).</summary>
public sealed class AdmissionSettingsTests : IAsyncLifetime
{
    private const string Path = $"{Auth}/settings";
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:ApprovalDigest", "00:10:00")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task All_are_shown_as_configured_and_otherwise_by_default() => Assert.Equal(
        "{\"signupApproval\":\"AUTOMATIC\",\"requireEmailVerification\":false,\"signupMode\":\"OPEN\",\"reapplyAfter\":\"30.00:00:00\","
        + "\"rejectedKept\":\"90.00:00:00\",\"applicationsPerAddress\":3,\"lapseAfter\":\"00:00:00\",\"undoWindow\":\"00:00:10\","
        + "\"decideBySession\":false,\"approvalDigest\":\"00:10:00\",\"approvalReminder\":\"1.00:00:00\",\"tellReceived\":false,"
        + "\"tellRejected\":true,\"tellApproved\":\"QUEUE\",\"defaultLanguage\":\"en\"}",
        await Shown());

    [Fact]
    public async Task Those_that_depend_on_each_other_change_together()
    {
        (await Patch("""{"reapplyAfter":"91.00:00:00"}""")).Broke(("rejectedKept", "OUT_OF_RANGE"));
        (await Patch("""{"reapplyAfter":"365.00:00:00","rejectedKept":"365.00:00:00"}""")).Done();
    }

    [Fact]
    public async Task A_change_of_the_door_is_shown_in_utc()
    {
        var set = (await Patch("""{"signupChange":{"mode":"CLOSED","at":"2031-02-27T13:00:00+02:00"}}""")).Done();
        Assert.Equal("{\"mode\":\"CLOSED\",\"at\":\"2031-02-27T11:00:00.000Z\"}", set.GetProperty("signupChange").GetRawText());
    }

    [Fact]
    public async Task A_login_page_that_is_blank_is_the_services_own_again()
    {
        Assert.True((await Patch("""{"loginUrl":"https://club.example"}""")).Done().TryGetProperty("loginUrl", out _));
        Assert.False((await Patch("""{"loginUrl":""}""")).Done().TryGetProperty("loginUrl", out _));
    }

    [Fact]
    public async Task They_outlive_the_service()
    {
        var changed = (await Patch("""{"signupMode":"APPROVE","reapplyAfter":"7.00:00:00","tellApproved":"NEVER"}""")).Done().GetRawText();
        var data = _server.DataDirectory;
        await _server.DisposeAsync();
        _server = await MembersServer.Start([("Members:ApprovalDigest", "00:10:00")], data, _server.Clock);
        Assert.Equal(changed, await Shown());
    }

    private async Task<string> Shown() => (await _server.Operator.Get(Path)).Done().GetRawText();

    private Task<Reply> Patch(string body) => _server.Operator.Send(
        HttpMethod.Patch, Path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
}

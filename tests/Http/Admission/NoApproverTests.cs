using System.Text.RegularExpressions;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Admission.Queue;

namespace Members.Tests.Http.Admission;

/// <summary>Whoever runs a site hears that sign-ups wait of which nobody is told (admission, section 5).</summary>
public sealed class NoApproverTests : IAsyncLifetime
{
    private const string Ready = "/health/ready", Code = "NO_APPROVER";
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task It_is_said_while_there_is_no_active_approver_or_owner()
    {
        await Warned(true);
        var ann = await _server.Appoint("approver");
        await Warned(false);
        await _server.Give(ann, "auditor", "helpdesk");
        await Warned(true);
        await _server.Give(ann, "owner");
        await Warned(false);
        await Persons.Block(_server, ann);
        await Warned(true);
    }

    [Theory]
    [InlineData("APPROVE", true)]
    [InlineData("INVITE", true)]
    [InlineData("OPEN", false)]
    [InlineData("CLOSED", false)]
    public async Task It_is_said_where_somebody_has_to_decide(string mode, bool isSaid)
    {
        await _server.Tell(new { signupMode = mode });
        await Warned(isSaid);
    }

    [Fact]
    public async Task Health_tells_keys_and_staff_and_nobody_else()
    {
        var member = await _server.Approved();
        var (_, weak) = await _server.CreateKey("members.authenticate");
        foreach (var caller in new[] { _server.Visitor, await _server.Member(member), _server.Visitor.As("Bearer mss_made-up") })
        {
            Assert.Equal("""{"status":"UP"}""", (await caller.Get(Ready)).Text);
        }

        Assert.Equal([Code], Codes(await _server.Visitor.As($"Bearer {weak}").Get(Ready)));
        var auditor = await _server.Member(await _server.Appoint("auditor"));
        Assert.Equal([Code], Codes(await auditor.Get(Ready)));
        Assert.Equal([Code], Codes(await (await _server.Member(await _server.Appoint("helpdesk"))).Get(Ready)));
        Assert.Equal(["status"], (await _server.Visitor.Get("/health/live")).Done().Names());
    }

    [Fact]
    public async Task Whoever_reads_the_log_reads_it_once_and_again_when_the_last_approver_is_gone()
    {
        await _server.Look();
        await _server.Look();
        Assert.Equal(1, Logged());

        var ann = await _server.Appoint("approver");
        await _server.Look();
        await _server.Dismiss(ann);
        await _server.Look();
        await _server.Look();
        Assert.Equal(2, Logged());
    }

    private int Logged() => Regex.Count(_server.Log.Text, $"^Warning .*{Code}", RegexOptions.Multiline);

    private async Task Warned(bool isSaid)
    {
        string[] expected = isSaid ? [Code] : [];
        Assert.Equal(expected, Codes(await _server.Operator.Get($"{Applications}/summary")));
        Assert.Equal(expected, Codes(await _server.Operator.Get(Ready)));
    }

    private static IEnumerable<string> Codes(Reply reply) =>
        reply.Done().GetProperty("warnings").EnumerateArray().Select(w => w.Str("code"));
}

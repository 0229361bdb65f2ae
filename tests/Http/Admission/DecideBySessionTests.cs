using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;

namespace Members.Tests.Http.Admission;

/// <summary>A site on which deciding from a mail takes the password too, and where three tries at one are free.</summary>
public sealed class CarefulServer : SharedServer
{
    public const int Free = 3;

    private protected override Task<MembersServer> Start() => MembersServer.Start(
        [("Members:SignupApproval", "Manual"), ("Members:DecideBySession", "true"), ("Members:LoginAttempts", "3")]);
}

/// <summary>The setting decideBySession: whoever has the mail alone decides nothing (admission, section 5).</summary>
public sealed class DecideBySessionTests(CarefulServer shared) : IClassFixture<CarefulServer>, IAsyncLifetime
{
    private const string Own = "ann-has-this-password-7", Wrong = "nobody-has-this-password-7";
    private readonly MembersServer _server = shared.Server;
    private Person _ann = null!, _applicant = null!;
    private string _link = "";

    public async Task InitializeAsync()
    {
        await _server.EmptyQueue();
        _ann = await _server.Register(password: Own);
        (await _server.Decide(_ann, "approve")).Done();
        await _server.Give(_ann, "approver");
        _applicant = await _server.Register();
        _link = await _server.LinkTo(_ann, _applicant);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_page_asks_for_the_password_and_the_right_one_decides()
    {
        var page = await _server.OpenDecision(_link);
        page.ShowsApplication(true, "name=\"password\" type=\"password\" autocomplete=\"current-password\" required");
        PageChecks.IsTied(page);

        Assert.Equal(303, (await _server.SendDecision(_link, "approve", password: Own)).Status);
        Assert.Equal("ACTIVE", await _server.Status(_applicant));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(Wrong)]
    [InlineData(MembersServer.GoodPassword)] // the applicant's, and everybody else's
    public async Task Without_their_own_password_nothing_is_decided_and_the_reason_is_kept(string? password)
    {
        var page = await _server.SendDecision(_link, "reject", "We are full.", password);

        Assert.Equal(400, page.Status);
        page.ShowsApplication(
            true, "The password is wrong.", "aria-invalid=\"true\" aria-describedby=\"password-error\"", "We are full.</textarea>");
        Assert.DoesNotContain(password is { Length: > 0 } ? password : "value=\"\"", page.Text, StringComparison.Ordinal);
        PageChecks.IsTied(page);
        PageChecks.IsHarmless(page);
        Assert.Equal("PENDING", await _server.Status(_applicant));
    }

    [Fact]
    public async Task Guessing_is_slowed_down_as_it_is_at_login_and_counts_with_it()
    {
        for (var i = 0; i < CarefulServer.Free; i++)
        {
            Assert.Equal(400, (await _server.SendDecision(_link, "approve", password: $"{Wrong}{i}")).Status);
        }

        var page = await _server.SendDecision(_link, "approve", password: Own);

        Assert.Equal(429, page.Status);
        page.ShowsApplication(true, "aria-describedby=\"password-error\"");
        (await _server.Login(_ann)).Is(Fault.TooManyRequests);
        Assert.Equal("PENDING", await _server.Status(_applicant));
    }

    [Fact]
    public async Task A_dead_link_says_so_and_tries_no_password()
    {
        await _server.Dismiss(_ann);
        for (var i = 0; i < CarefulServer.Free + 1; i++)
        {
            (await _server.SendDecision(_link, "approve", password: Wrong)).IsDeadLink("This link is over", _applicant);
        }

        (await _server.Login(_ann)).Done();
    }

    [Fact]
    public async Task The_setting_counts_from_the_next_call()
    {
        await _server.Tell(new { decideBySession = false });
        try
        {
            Assert.DoesNotContain("type=\"password\"", (await _server.OpenDecision(_link)).Text, StringComparison.Ordinal);
            Assert.Equal(303, (await _server.SendDecision(_link, "approve")).Status);
        }
        finally
        {
            await _server.Tell(new { decideBySession = true });
        }
    }
}

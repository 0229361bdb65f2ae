using Members.Audit;
using Members.Calls;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Members.Tests.Http.Admin.Security;

/// <summary>The security events of the site, as staff see them.</summary>
[Collection(TroubledCollection.Name)]
public sealed class SecurityPageTests(TroubledServer shared)
{
    private const string Path = "/admin/security";
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task It_is_for_owners_and_auditors()
    {
        foreach (var (role, status) in new[] { ("owner", 200), ("auditor", 200), ("approver", 403), ("helpdesk", 403) })
        {
            var (browser, _) = await shared.Staff(role);
            Assert.Equal(status, (await browser.Open(Path)).Status);
            Assert.Equal(status == 200, (await browser.Open("/admin")).Document.QuerySelector("nav a[href$='admin/security']") is not null);
        }
    }

    [Fact]
    public async Task A_failed_login_is_found_by_the_address_that_nobody_has_and_the_address_is_not_shown()
    {
        var email = $"nobody-{Guid.NewGuid():N}@example.com";
        await _server.Login(email, "wrong");
        var (auditor, _) = await shared.Staff("auditor");

        var page = await (await auditor.Open(Path)).Ask("Show", ("who", email), ("kind", "authn_login_success"), ("outcome", "refused"));

        Assert.Equal(["authn_login_fail"], page.Texts("tbody td:nth-child(2)"));
        Assert.StartsWith("email:", page.Text("tbody td:nth-child(5)"), StringComparison.Ordinal);
        Assert.DoesNotContain(email, page.Text("table"), StringComparison.Ordinal);
        Assert.Contains("Without gaps since", page.Words, StringComparison.Ordinal);
        Assert.Equal(email, page.ValueOf("who"));
        Assert.Empty((await auditor.Open($"{Path}?outcome=done&who={Uri.EscapeDataString(email)}")).Texts("tbody tr"));
        PageChecks.IsHarmless(page.Reply);
        PageChecks.IsTied(page.Reply);
    }

    [Fact]
    public async Task A_member_is_found_by_id_or_address_and_has_a_link()
    {
        var member = await _server.Register();
        await _server.Block(member);
        var (auditor, _) = await shared.Staff("auditor");

        foreach (var who in new[] { $"{member.Id}", member.Email, $"member:{member.Id}" })
        {
            var page = await auditor.Open($"{Path}?who={Uri.EscapeDataString(who)}");
            Assert.Contains("user_blocked", page.Texts("tbody td:nth-child(2)"));
            Assert.Equal($"/admin/members/{member.Id}", (await page.Follow($"member:{member.Id.ToString()[..8]}")).Path);
        }
    }

    [Fact]
    public async Task Events_of_a_network_and_a_span_and_those_of_a_wrong_network()
    {
        var mark = $"key:{Guid.NewGuid()}";
        Write(mark, 0, "198.51.100.7");
        _server.Clock.Advance(TimeSpan.FromMinutes(61));
        Write(mark, 1, "198.51.100.7");
        Write(mark, 2, "198.51.100.8");
        var (auditor, _) = await shared.Staff("auditor");

        Assert.Equal(["DETAIL_1", "DETAIL_0"], Details(await auditor.Open($"{Path}?who={mark}&network=198.51.100.7")));
        Assert.Equal(["DETAIL_2", "DETAIL_1"], Details(await auditor.Open($"{Path}?who={mark}&since=hour")));
        var wrong = await auditor.Open($"{Path}?who={mark}&network=next+door");
        Assert.Equal(
            (400, "Type an IP address, such as 192.0.2.7.", "next door"),
            (wrong.Status, wrong.ErrorOf("network"), wrong.ValueOf("network")));
        Assert.Empty(wrong.Texts("tbody tr"));
        PageChecks.IsTied(wrong.Reply);
    }

    // The tests' clock stands still, so that many events are of one moment, as in a flood.
    [Fact]
    public async Task Pages_go_on_where_they_ended_also_in_the_middle_of_one_moment()
    {
        var mark = $"key:{Guid.NewGuid()}";
        for (var i = 0; i < 30; i++)
        {
            Write(mark, i);
        }

        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 30; i < 130; i++)
        {
            Write(mark, i);
        }

        var (auditor, _) = await shared.Staff("auditor");
        var page = await auditor.Open($"{Path}?who={mark}");
        var seen = new List<string>(Details(page));
        Assert.Equal(50, seen.Count);
        Write(mark, 999);
        while (page.Document.QuerySelectorAll("a").Any(a => a.TextContent == "Older ones"))
        {
            _server.Clock.Advance(TimeSpan.FromSeconds(1));
            page = await page.Follow("Older ones");
            seen.AddRange(Details(page).Where(d => d != "DETAIL_999"));
        }

        // What came meanwhile may show an event twice, and never hides one.
        Assert.Equal(
            Enumerable.Range(0, 130).Select(i => $"DETAIL_{i}").Order(StringComparer.Ordinal),
            seen.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(50, Details(await page.Follow("First page")).Count);
    }

    [Fact]
    public async Task What_looks_like_markup_is_text()
    {
        var mark = $"key:{Guid.NewGuid()}<script>alert(1)</script>";
        Write(mark, 1);
        var (auditor, _) = await shared.Staff("auditor");

        var page = await auditor.Open($"{Path}?who={Uri.EscapeDataString(mark)}");

        Assert.Contains(mark, page.Text("tbody"), StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main script"));
        PageChecks.IsHarmless(page.Reply);
    }

    private static IReadOnlyList<string> Details(ShownPage page) => page.Texts("tbody td:nth-child(7)");

    private void Write(string subject, int number, string address = "192.0.2.7") =>
        _server.App.Services.GetRequiredService<AuditLog>().Write(
            "key_use_fail",
            "UNAUTHENTICATED",
            new CallOrigin("visitor", address, null),
            subject,
            _server.Clock.GetUtcNow(),
            $"DETAIL_{number}");
}

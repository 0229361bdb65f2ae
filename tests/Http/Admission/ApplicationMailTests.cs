using System.Globalization;
using Members.Tests.Http.Hosting;
using MimeKit;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Admission;

/// <summary>The mails to applicants and members about what was decided, and when they leave (admission, sections 1 and 5).</summary>
public sealed class ApplicationMailTests(ManualServer shared) : IClassFixture<ManualServer>, IAsyncLifetime
{
    private static readonly string[] KnownHeaders =
        ["From", "To", "Subject", "Date", "Message-Id", "Auto-Submitted", "MIME-Version", "Content-Type", "Content-Language",
            "Members-Mail"];

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10), Second = TimeSpan.FromSeconds(1);
    private readonly MembersServer _server = shared.Server;

    public Task InitializeAsync() => _server.Tell(new
    {
        tellReceived = false,
        tellRejected = true,
        tellApproved = "QUEUE",
        lapseAfter = "00:00:00",
        defaultLanguage = "en",
        loginUrl = "",
        applicationsPerAddress = 3,
    });

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Who_the_queue_lets_in_hears_it_when_it_can_no_longer_be_taken_back()
    {
        var person = await _server.Named("Ann");
        (await _server.Decide(person, "approve")).Done();
        _server.Clock.Advance(Window - Second);
        await _server.HasTold(person);

        var mail = await _server.Told(person, later: Second);
        Assert.Equal(("application-approved", "en"), (mail.Kind(), mail.Language()));
        Assert.All(mail.Headers, h => Assert.Contains(h.Field, KnownHeaders, StringComparer.OrdinalIgnoreCase));
        Assert.Equal(person.Email, Assert.Single(mail.GetRecipients()).Address);
        Assert.EndsWith(" was approved", mail.Subject, StringComparison.Ordinal);
        Assert.StartsWith("Hello Ann,", mail.TextBody, StringComparison.Ordinal);
        Assert.Matches(@"\nhttp://\S+/\s*$", mail.TextBody);
        _server.Clock.Advance(TimeSpan.FromHours(1));
        await _server.HasTold(person, "application-approved");
    }

    [Fact]
    public async Task The_link_is_where_the_site_says_that_members_log_in()
    {
        await _server.Tell(new { loginUrl = "https://club.example/log-in?from=mail" });
        var person = await _server.Register();
        var mail = await _server.Told(person, async () => (await _server.Decide(person, "approve")).Done(), Window);
        Assert.Contains("\nhttps://club.example/log-in?from=mail", Text(mail), StringComparison.Ordinal);
        Assert.Contains("\"https://club.example/log-in?from=mail\"", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    [InlineData("block")]
    public async Task What_is_taken_back_is_never_told(string decision)
    {
        var person = await _server.Register();
        (await _server.Decide(person, decision, new { reason = "No.", tellMember = true })).Done();
        (await _server.Decide(person, "undo")).Done();
        _server.Clock.Advance(TimeSpan.FromHours(1));
        await _server.HasTold(person);
    }

    [Theory]
    [InlineData("NEVER", "", "")]
    [InlineData("QUEUE", "application-approved", "")]
    [InlineData("ALWAYS", "application-approved", "application-approved")]
    public async Task Whether_who_is_let_in_is_told_is_a_setting(string tellApproved, string byQueue, string byFunction)
    {
        await _server.Tell(new { tellApproved });
        var (queued, named, token) = (await _server.Register(), await _server.Register(), await _server.Register());
        (await _server.Operator.Post($"{Auth}/approve", new { id = named.Id })).Done();
        (await _server.Operator.Post($"{Auth}/approve", new { token = token.ApprovalToken })).Done();
        await _server.HasTold(named, Words(byFunction));
        await _server.HasTold(token, Words(byFunction));
        (await _server.Operator.Post($"{Auth}/approve", new { id = named.Id })).Done();
        await _server.HasTold(named, Words(byFunction));

        (await _server.Operator.Post($"{Applications}/decide", new { ids = new[] { queued.Id }, outcome = "APPROVED" })).Done();
        _server.Clock.Advance(Window);
        await _server.HasTold(queued, Words(byQueue));
    }

    [Fact]
    public async Task Who_is_turned_down_reads_why_and_from_when_on_they_may_apply_again()
    {
        var person = await _server.Register();
        var again = _server.Clock.GetUtcNow().AddDays(30).ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
        var mail = await _server.Told(
            person, async () => (await _server.Decide(person, "reject", new { reason = "We are full.", note = "Spam?" })).Done(), Window);
        Assert.Equal("application-rejected", mail.Kind());
        foreach (var body in new[] { Text(mail), mail.HtmlBody })
        {
            Assert.Contains("We are full.", body, StringComparison.Ordinal);
            Assert.Contains($"from {again}", body, StringComparison.Ordinal);
            Assert.DoesNotContain("Spam?", body, StringComparison.Ordinal);
        }

        await _server.Tell(new { applicationsPerAddress = 1 });
        var other = await _server.Register();
        var last = await _server.Told(other, async () => (await _server.Decide(other, "reject", new { reason = " " })).Done(), Window);
        Assert.DoesNotContain("again", Text(last), StringComparison.Ordinal);
        Assert.DoesNotContain("reason", Text(last), StringComparison.Ordinal);
        await _server.Tell(new { tellRejected = false });
        var silent = await _server.Register();
        (await _server.Decide(silent, "reject", new { reason = "We are full." })).Done();
        _server.Clock.Advance(Window);
        await _server.HasTold(silent);
    }

    [Fact]
    public async Task A_reason_writes_no_markup_no_header_and_no_template()
    {
        const string Reason =
            "<script>alert(1)</script> \"a\" & 'b'\nBcc: eve@evil.example\n{{ 70001 | times: 7 }} {% assign site = 'evil' %}";
        var person = await _server.Register();
        var mail = await _server.Told(person, async () => (await _server.Decide(person, "reject", new { reason = Reason })).Done(), Window);
        Assert.Contains(Reason, Text(mail), StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("490007", $"{mail.TextBody}{mail.HtmlBody}", StringComparison.Ordinal);
        Assert.All(mail.Headers, h => Assert.Contains(h.Field, KnownHeaders, StringComparer.OrdinalIgnoreCase));
        Assert.Single(mail.GetRecipients());
    }

    [Theory]
    [InlineData("block")]
    [InlineData("queue")]
    [InlineData("decide")]
    public async Task Who_is_blocked_is_told_if_they_are_to_be(string route)
    {
        var (told, untold) = (await _server.Approved(), await _server.Approved());
        var end = _server.Clock.GetUtcNow().AddDays(2);
        await _server.Block(route, untold, end, "Spam");
        var mail = await _server.Told(
            told,
            async () => await _server.Block(route, told, end, "Spam & more", tellMember: true),
            route == "block" ? TimeSpan.Zero : Window);
        Assert.Equal("member-blocked", mail.Kind());
        var until = end.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
        Assert.Contains($"is blocked until {until}.", Text(mail), StringComparison.Ordinal);
        Assert.Contains("\nSpam & more\n", Text(mail), StringComparison.Ordinal);
        Assert.Contains(((MailboxAddress)mail.From[0]).Address, Text(mail), StringComparison.Ordinal);
        await _server.HasTold(untold);
    }

    [Theory]
    [InlineData("application-approved", "reject", "approve")]
    [InlineData("member-blocked", "reject", "block")]
    [InlineData("member-blocked", "approve", "block")]
    [InlineData("application-approved", "block", "approve")]
    [InlineData("", "approve", "hide")]
    [InlineData("", "reject", "hide")]
    [InlineData("", "block", "hide")]
    [InlineData("member-blocked", "block", "block")]
    public async Task Of_two_decisions_within_the_window_the_newer_alone_is_told(string told, string first, string second)
    {
        var person = await _server.Register();
        (await _server.Decide(person, first, new { reason = "The first.", tellMember = true })).Done();
        _server.Clock.Advance(TimeSpan.FromSeconds(5));
        var (command, tellMember) = second == "hide" ? ("block", false) : (second, true);
        var newer = new { reason = "The second.", tellMember, seen = await _server.Status(person) };
        Assert.True((await _server.Decide(person, command, newer)).Done().GetProperty("changed").GetBoolean());
        _server.Clock.Advance(Window);
        await _server.HasTold(person, Words(told));
        Assert.All(await _server.Mail.To(person.Email), m => Assert.DoesNotContain("The first.", m.TextBody, StringComparison.Ordinal));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(MimeMessage mail) => mail.TextBody!.Replace("\r\n", "\n", StringComparison.Ordinal);
}

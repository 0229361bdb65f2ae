using System.Globalization;
using System.Text;
using System.Text.Json;
using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using MimeKit;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.Invitations.Inviting;

namespace Members.Tests.Http.Invitations;

/// <summary>An invitation that is mailed to its address (admission, sections 3 and 5).</summary>
public sealed class InvitationMailTests(ManualServer shared) : IClassFixture<ManualServer>, IAsyncLifetime
{
    private readonly MembersServer _server = shared.Server;

    public Task InitializeAsync() => _server.Tell(new { defaultLanguage = "en" });

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task It_carries_the_link_the_note_and_the_end_and_the_link_lets_somebody_in()
    {
        var (email, expiresAt) = (NewEmail(), _server.Clock.GetUtcNow().AddDays(3));
        var (mail, invitation) = await Sent(email, new
        {
            email,
            send = true,
            admits = "approve",
            expiresAt,
            note = "See you at the\n<b>club</b> {{ site }}",
        });

        Assert.Equal(("invitation", "en"), (mail.Kind(), mail.Language()));
        Assert.Equal(email, Assert.Single(mail.GetRecipients()).Address);
        var until = expiresAt.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
        var text = mail.TextBody!.Replace("\r\n", "\n", StringComparison.Ordinal);
        Assert.Contains("\nSee you at the\n<b>club</b> {{ site }}\n", text, StringComparison.Ordinal);
        Assert.Contains($"\n{invitation.Str("link")}\n", text, StringComparison.Ordinal);
        Assert.Contains($"until {until}", text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{invitation.Str("link")}\"", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>club", mail.HtmlBody, StringComparison.Ordinal);
        var code = invitation.Str("link").Split("invitation=")[1];
        Assert.Equal("ACTIVE", (await _server.Accept(code, email)).Done().Member().Str("status"));
    }

    [Fact]
    public async Task It_is_in_the_sites_language()
    {
        await _server.Tell(new { defaultLanguage = "de" });
        var email = NewEmail();
        var (mail, _) = await Sent(email, new { email, send = true });

        Assert.Equal("de", mail.Language());
        Assert.StartsWith("Guten Tag,", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("schreibt Ihnen", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_mailed_when_it_is_asked_for_and_not_else()
    {
        var (silent, told) = (NewEmail(), NewEmail());
        await _server.Invite(new { email = silent });
        await _server.Invite(new { email = silent, send = false });
        await Sent(told, new { email = told, send = true });

        Assert.Empty(await _server.Mail.To(silent));
    }

    [Fact]
    public async Task Without_an_address_there_is_nothing_to_send_and_nothing_is_made()
    {
        var before = await Count(_server);
        (await _server.Operator.Post(Invites, new { send = true })).Broke(("send", "NO_ADDRESS"));
        (await _server.Operator.Post(Invites, new { send = true, count = 2 })).Broke(("send", "NO_ADDRESS"));

        Assert.Equal(before, await Count(_server));
    }

    [Fact]
    public async Task When_the_site_has_sent_its_mails_of_the_hour_no_invitation_is_made()
    {
        await using var server = await MembersServer.Start([("Members:SetPasswordMailsPerHourOfSite", "1")]);
        await server.Invite(new { email = NewEmail(), send = true });

        var refused = (await server.Operator.Post(Invites, new { email = NewEmail(), send = true })).Is(Fault.TooManyRequests);

        Assert.True(refused.Headers.Contains("Retry-After"));
        Assert.Equal(1, await Count(server));
        await server.Invite(new { email = NewEmail() });
        server.Clock.Advance(TimeSpan.FromHours(1));
        await server.Invite(new { email = NewEmail(), send = true });
        Assert.Equal(3, await Count(server));
    }

    [Fact]
    public async Task An_approver_sends_one_too_and_an_auditor_none()
    {
        var (ann, auditor) = (await _server.Appoint("approver"), await _server.Appoint("auditor"));
        var terms = new { email = NewEmail(), send = true };

        await _server.Mail.After(async () => (await (await _server.Member(ann)).Post(Invites, terms)).Done(), terms.email);
        (await (await _server.Member(auditor)).Post(Invites, terms)).Is(Fault.PermissionDenied);
    }

    [Fact]
    public async Task Its_code_is_in_the_answer_and_in_the_mail_alone()
    {
        var data = MembersServer.NewDirectory();
        JsonElement invitation = default;
        string log;
        await using (var server = await MembersServer.Start(data: data))
        {
            var email = NewEmail();
            await server.Mail.After(async () => invitation = await server.Invite(new { email, send = true, note = "A canary." }), email);
            log = server.Log.Text;
        }

        var stored = string.Concat(System.IO.Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".eml", StringComparison.Ordinal)).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.Contains("A canary.", stored, StringComparison.Ordinal);
        var code = invitation.Str("code");
        foreach (var form in new[] { code, code.Replace("-", "", StringComparison.Ordinal) })
        {
            Assert.DoesNotContain(form, stored, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(form, log, StringComparison.OrdinalIgnoreCase);
        }
    }

    private async Task<(MimeMessage Mail, JsonElement Invitation)> Sent(string email, object terms)
    {
        JsonElement invitation = default;
        var mail = await _server.Mail.After(async () => invitation = await _server.Invite(terms), email);
        return (mail, invitation);
    }

    private static async Task<int> Count(MembersServer server) =>
        (await server.Operator.Get($"{Invites}?limit=100")).Done().GetProperty("invitations").GetArrayLength();
}

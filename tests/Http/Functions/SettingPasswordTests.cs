using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Functions;

/// <summary>sendSetPasswordEmail and the password that its link sets (contract, section 1; wix-contract F44 to F49).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class SettingPasswordTests(AutomaticServer shared)
{
    private const string NewPassword = "quiet-fox-7-lanterns";
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task The_answer_is_accepted_and_one_mail_comes_to_the_stored_address_with_a_link_to_this_site()
    {
        var person = await _server.Register();
        var mail = await _server.Mail.After(async () => Assert.Equal(
            "{\"accepted\":true}", (await _server.SendSetPasswordEmail(person.Email.ToUpperInvariant())).Text), person.Email);

        Assert.Equal($"{_server.Url}/set-password", Mailbox.PageOf(mail));
        Assert.Contains(Mailbox.TokenOf(mail), mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("you can ignore it", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("3 hours", mail.TextBody, StringComparison.Ordinal);
        Assert.Single(await _server.Mail.To(person.Email));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_sentence_about_ignoring_is_left_out_when_that_is_asked_for(bool hideIgnoreMessage)
    {
        var person = await _server.Register();
        var mail = await _server.Mail.After(
            async () => (await _server.Operator.Post($"{Auth}/send-set-password-email", new { email = person.Email, hideIgnoreMessage }))
                .Done(), person.Email);
        Assert.Equal(!hideIgnoreMessage, mail.TextBody!.Contains("gnore", StringComparison.Ordinal));
        Assert.Equal(!hideIgnoreMessage, mail.HtmlBody!.Contains("gnore", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_host_header_has_no_say_in_the_link()
    {
        var person = await _server.Register();
        var mail = await _server.Mail.After(async () => (await _server.Operator.Send(
            HttpMethod.Post, $"{Auth}/send-set-password-email", Api.JsonOf(new { email = person.Email }),
            ("Host", "evil.example"), ("X-Forwarded-Host", "evil.example"), ("Forwarded", "host=evil.example"))).Done(), person.Email);
        Assert.DoesNotContain("evil", mail.ToString(), StringComparison.Ordinal);
        Assert.Equal($"{_server.Url}/set-password", Mailbox.PageOf(mail));
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_answer_and_no_mail()
    {
        var (unknown, person) = (NewEmail(), await _server.Register());
        Assert.Equal("{\"accepted\":true}", (await _server.SendSetPasswordEmail(unknown)).Text);
        await _server.MailedToken(person);
        Assert.Empty(await _server.Mail.To(unknown));
    }

    [Fact]
    public async Task The_link_sets_the_password_once_ends_the_sessions_and_verifies_the_address()
    {
        var person = await _server.Register();
        var (session, ticket, token) = (await _server.OpenSession(person), await _server.Ticket(person), await _server.MailedToken(person));
        Assert.Empty((await _server.SetPassword(token, NewPassword)).Done().Names());

        Assert.True(await _server.CanLogIn(person.Email, NewPassword));
        Assert.False(await _server.CanLogIn(person.Email, person.Password));
        Assert.False(await _server.IsLive(session));
        (await _server.Apply(ticket)).Is(Fault.TokenInvalid);
        Assert.Contains("\"emailVerified\":true", await _server.Shown(person.Id), StringComparison.Ordinal);

        (await _server.SetPassword(token, "a-second-use-of-it-9")).Is(Fault.TokenInvalid);
        Assert.True(await _server.CanLogIn(person.Email, NewPassword));
    }

    [Fact]
    public async Task The_link_is_good_for_three_hours_and_its_end_leaves_the_password_alone()
    {
        var (early, late) = (await _server.Register(), await _server.Register());
        var (earlyToken, lateToken) = (await _server.MailedToken(early), await _server.MailedToken(late));
        _server.Clock.Advance(TimeSpan.FromHours(3) - TimeSpan.FromSeconds(1));
        (await _server.SetPassword(earlyToken, NewPassword)).Done();

        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _server.SetPassword(lateToken, NewPassword)).Is(Fault.TokenExpired);
        Assert.True(await _server.CanLogIn(late.Email, late.Password));
    }

    [Fact]
    public async Task Only_the_newest_link_works()
    {
        var person = await _server.Register();
        var (first, second) = (await _server.MailedToken(person), await _server.MailedToken(person));
        Assert.NotEqual(first, second);
        (await _server.SetPassword(first, "by-the-first-link-11")).Is(Fault.TokenInvalid);
        (await _server.SetPassword(second, NewPassword)).Done();
        Assert.True(await _server.CanLogIn(person.Email, NewPassword));
    }

    [Fact]
    public async Task A_password_that_breaks_a_rule_does_not_use_the_link_up()
    {
        var person = await _server.Register();
        var token = await _server.MailedToken(person);
        (await _server.SetPassword(token, "1234567")).Broke(("newPassword", "TOO_SHORT"));
        (await _server.SetPassword(token, "password1")).Broke(("newPassword", "TOO_COMMON"));
        (await _server.SetPassword(token, "")).Broke(("newPassword", "REQUIRED"));
        (await _server.SetPassword(token, "tab\tin-the-middle")).Broke(("newPassword", "INVALID_CHARACTER"));
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
        (await _server.SetPassword(token, NewPassword)).Done();
    }

    [Fact]
    public async Task Tokens_that_are_no_set_password_tokens_are_refused_and_change_nothing()
    {
        var person = await _server.Register();
        var (ticket, session, token) = (await _server.Ticket(person), await _server.OpenSession(person), await _server.MailedToken(person));
        foreach (var bad in new[]
        {
            "", "x", token[1..], token + "A", Changed(token), ticket, session, "mpw_" + ticket[4..], "mst_" + token[4..],
            MembersServer.BootstrapKey,
        })
        {
            (await _server.SetPassword(bad, NewPassword)).Is(Fault.TokenInvalid);
        }

        (await _server.Visitor.Post($"{Auth}/set-password", new { newPassword = NewPassword })).Is(Fault.TokenInvalid);
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
        Assert.True(await _server.IsLive(session));
    }

    [Fact]
    public async Task Without_a_good_address_nothing_is_accepted()
    {
        (await _server.Operator.Post($"{Auth}/send-set-password-email", new { })).Broke(("email", "REQUIRED"));
        (await _server.SendSetPasswordEmail("no address")).Broke(("email", "INVALID_EMAIL"));
    }
}

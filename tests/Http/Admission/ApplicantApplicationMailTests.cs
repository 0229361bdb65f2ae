using System.Globalization;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.SignUp;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Admission;

/// <summary>The mails of those who wait, and in which language mails are (admission, section 5).</summary>
public sealed class ApplicantApplicationMailTests(ManualServer shared) : IClassFixture<ManualServer>, IAsyncLifetime
{
    private readonly MembersServer _server = shared.Server;

    public Task InitializeAsync() => _server.Tell(new { tellReceived = false, lapseAfter = "00:00:00", defaultLanguage = "en" });

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Who_waits_gets_a_link_that_shows_how_it_stands_if_the_site_sends_one()
    {
        var silent = await _server.Register();
        await _server.Tell(new { tellReceived = true });
        var (email, person) = (NewEmail(), silent);
        var mail = await _server.Mail.After(
            async () =>
            {
                person = await _server.Named("Ann", email);
                await _server.Settle(person);
            },
            email);

        Assert.Equal(("application-received", "en"), (mail.Kind(), mail.Language()));
        var own = await _server.Own(mail.ApplicantToken());
        Assert.Equal(("PENDING", 1), (own.Str("status"), own.GetProperty("number").GetInt32()));
        Assert.Contains(mail.ApplicantToken(), mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("PENDING", (await _server.Own(person.ApplicationToken())).Str("status"));

        // The address has not been shown to be theirs.
        Assert.DoesNotContain("Ann", mail.TextBody, StringComparison.Ordinal);
        await _server.HasTold(silent);
        Assert.DoesNotContain("mwt_", _server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_let_in_at_once_gets_none()
    {
        await _server.Tell(new { tellReceived = true, tellApproved = "ALWAYS" });
        await _server.Ask([], Rule("Our own", "approve", new { domainIs = new[] { "club.example" } }));
        var person = await _server.SignedUp(email: $"m{Guid.NewGuid():N}@club.example");
        await _server.Ask([]);
        await _server.HasTold(person);
    }

    [Fact]
    public async Task Each_question_comes_at_once_with_a_link_by_which_it_is_answered()
    {
        var person = await _server.Named("Ann");
        foreach (var text in new[] { "Which <b>club</b>?", "Since when?" })
        {
            var mail = await _server.Told(person, async () => (await _server.Decide(person, "ask", new { text })).Done());
            Assert.Equal("application-question", mail.Kind());
            Assert.Contains(text, mail.TextBody, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", mail.HtmlBody, StringComparison.Ordinal);
            (await _server.Visitor.Post($"{Mine}/reply", new { token = mail.ApplicantToken(), text = $"Re: {text}" })).Done();
        }

        var questions = (await _server.Application(person)).GetProperty("questions");
        Assert.Equal(("Re: Which <b>club</b>?", "Re: Since when?"), (questions[0].Str("reply"), questions[1].Str("reply")));
        await _server.HasTold(person, "application-question", "application-question");
    }

    [Fact]
    public async Task A_question_that_was_not_mailed_before_the_decision_is_not_mailed_after_it()
    {
        // The sweep may come between the two, but not each time.
        var people = new[] { await _server.Register(), await _server.Register(), await _server.Register() };
        foreach (var person in people)
        {
            (await _server.Decide(person, "ask", new { text = "Which club?" })).Done();
            (await _server.Decide(person, "reject")).Done();
        }

        _server.Clock.Advance(TimeSpan.FromHours(1));
        var told = new List<string>();
        foreach (var person in people)
        {
            await _server.Settle(person);
            told.Add(string.Join(' ', await Eventually.Get(() => _server.Kinds(person), k => k.Contains("application-rejected"))));
        }

        Assert.Contains("application-rejected", told);
    }

    [Fact]
    public async Task Who_has_waited_too_long_hears_that_it_has_lapsed_and_nothing_else_is_left_of_them()
    {
        await using var server = await MembersServer.Start(
            [("Members:SignupApproval", "Manual"), ("Members:LapseAfter", "1.00:00:00"), ("Members:DefaultLanguage", "de")]);
        var person = await server.Named("Ann");
        server.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        await server.Settle(person);
        Assert.Equal("PENDING", await server.Status(person));

        var mail = await server.Told(
            person,
            async () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                await server.Settle(person);
            });
        Assert.Equal(("application-lapsed", "de"), (mail.Kind(), mail.Language()));
        Assert.DoesNotContain("mwt_", mail.TextBody, StringComparison.Ordinal);
        Assert.True(await server.IsUnknown(person.Email));
        (await server.Operator.Get($"/v1/members/{person.Id}")).Is(Fault.MemberNotFound);
        (await server.Visitor.Post(Mine, new { token = person.ApplicationToken() })).Is(Fault.TokenInvalid);
        (await server.Login(person)).Is(Fault.InvalidCredentials);
        Assert.Equal(1, (await server.Application(await server.SignedUp(email: person.Email))).GetProperty("number").GetInt32());
        await server.HasTold(person, "application-lapsed");
    }

    [Theory]
    [InlineData("de-DE", "en", "de")]
    [InlineData("DE", "en", "de")]
    [InlineData("en-GB", "de", "en")]
    [InlineData("fr", "de", "de")]
    [InlineData(null, "de", "de")]
    [InlineData(null, "en", "en")]
    public async Task The_members_language_comes_before_the_sites(string? locale, string defaultLanguage, string language)
    {
        await _server.Tell(new { defaultLanguage });
        var answer = (await _server.Operator.Post($"{Auth}/register", new
        {
            email = NewEmail(),
            password = MembersServer.GoodPassword,
            contactInfo = new { locale, firstName = "Ann" },
        })).Done();
        var person = new Person(answer.Member().Id(), answer.Member().Str("loginEmail"), MembersServer.GoodPassword, answer);
        var until = _server.Clock.GetUtcNow().AddDays(400);
        var mails = new[]
        {
            await _server.Told(person, async () => (await _server.Decide(person, "ask", new { text = "?" })).Done()),
            await _server.Told(person, async () => (await _server.Decide(person, "approve")).Done(), TimeSpan.FromSeconds(10)),
            await _server.Told(person, async () => await _server.Block("block", person, until, "Spam", tellMember: true)),
        };
        Assert.Equal(["application-question", "application-approved", "member-blocked"], mails.Select(m => m.Kind()));
        Assert.All(mails, m => Assert.Equal(language, m.Language()));
        Assert.All(mails, m => Assert.Contains($"<html lang=\"{language}\">", m.HtmlBody, StringComparison.Ordinal));
        Assert.Equal(
            language == "de" ? ["Eine Frage", "Ihre Registrierung", "Ihr Konto"] : ["A question", "Your sign-up", "Your account"],
            mails.Select(m => string.Join(' ', m.Subject!.Split(' ').Take(2))));
        var shown = until.ToString(
            language == "de" ? "'bis zum 'd. MMMM yyyy', '" : "'until 'd MMMM yyyy', '", CultureInfo.GetCultureInfo(language));
        Assert.Contains(shown, mails[2].TextBody, StringComparison.Ordinal);
    }
}

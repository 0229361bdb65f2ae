using System.Diagnostics.Metrics;
using System.Net;
using System.Reflection;
using Members.Gateway.SignUp;
using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Verification;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.Pages.SignUpServer;

namespace Members.Tests.Http.Pages;

/// <summary>The page on which visitors sign up (admission, sections 2, 3 and 7).</summary>
public sealed class SignUpPageTests(SignUpServer shared) : IClassFixture<SignUpServer>
{
    private static readonly string Password = MembersServer.GoodPassword;
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task It_has_an_input_for_each_field_with_its_help_and_its_limits()
    {
        var page = await Open();
        Assert.Equal((200, "text/html"), (page.Status, page.MediaType));
        PageChecks.IsTied(page);
        Has(page, "email", "type=\"email\"", "required");
        Has(page, "password", "type=\"password\"", "autocomplete=\"new-password\"", "required");
        Has(page, "answer-name", "minlength=\"2\"", "maxlength=\"40\"", "required", "aria-describedby=\"answer-name-help\"", "given-name");
        Has(page, "answer-why", "<textarea", "maxlength=\"300\"");
        Has(page, "answer-team-0", "type=\"radio\"", "value=\"red\"", "required");
        Has(page, "answer-town", "<select");
        Has(page, "answer-days-2", "type=\"checkbox\"", "value=\"we\"");
        Has(page, "answer-born", "type=\"date\"", "min=\"1900-01-01\"", "max=\"2020-12-31\"");
        Has(page, "answer-shoes", "type=\"number\"", "min=\"20\"", "max=\"50.5\"", "step=\"any\"");
        Has(page, "answer-terms", "type=\"checkbox\"", "value=\"2026-11\"", "required", "answer-terms-text answer-terms-help");
        Says(page, "What friends call you", "Choose at most 2.", "Be kind.&#xA;Be &lt;i&gt;brief&lt;/i&gt;.", "Red &lt;b&gt;&amp;");
        Assert.DoesNotContain("required", PageForm.Tag(page, "answer-why"), StringComparison.Ordinal);
        Assert.DoesNotContain(" checked", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"invitation\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_it_makes_nobody_a_member_and_takes_what_the_link_says()
    {
        var before = (await _server.Operator.Get("/v1/members")).Done().GetRawText();
        var page = await Open("?invitation=ABCD-EFGH-JKMN&lang=de&email=x@example.com&password=long-enough-77");
        await _server.Visitor.SendUnchecked(new(HttpMethod.Head, $"{Page}?email=x@example.com"));
        var form = PageForm.Of(page);
        Assert.Equal(("ABCD-EFGH-JKMN", "de", ""), (form["invitation"][0], form["lang"][0], form["email"][0]));
        Says(page, ">Vorname</label>");
        Assert.DoesNotContain("name=\"lang\"", (await Open("?lang=%22%3E%3Cb")).Text, StringComparison.Ordinal);
        Assert.Equal(before, (await _server.Operator.Get("/v1/members")).Done().GetRawText());
    }

    [Fact]
    public async Task Whoever_must_wait_is_led_to_their_application_with_all_that_they_answered()
    {
        var email = NewEmail();
        var sent = await (await Filled(email)).Send(_server, Page);
        Assert.Equal(303, sent.Status);
        Assert.StartsWith("application?token=mwt_", sent.Header("Location"), StringComparison.Ordinal);
        var page = await Get(Forms.Resolve(Page, sent.Header("Location")!));
        Says(page, "We have received your sign-up", "First name", "Because&#xA;I can", "mo, we", "Agreed to version 2026-11");

        var found = (await _server.Operator.Get($"{Queue.Applications}?order=newest&limit=1")).Done().GetProperty("applications")[0];
        Assert.Equal((email, "Ann"), (found.Str("email"), found.Str("name")));
        Assert.Equal(
            ["\"Ann\"", "\"Because\\nI can\"", "\"red\"", "[\"mo\",\"we\"]", "\"1990-05-06\"", "41.5", "\"2026-11\""],
            found.GetProperty("answers").EnumerateArray().Select(a => a.GetProperty("value").GetRawText()));
        Assert.Equal("127.0.0.0/24", found.GetProperty("origin").Str("network"));
    }

    [Fact]
    public async Task Whoever_need_not_wait_is_a_member_at_once_and_told_where_to_log_in_if_that_is_elsewhere()
    {
        await using var server = await With(Array.Empty<object>(), ("Members:Pages:Members", "false"));
        var email = NewEmail();
        var form = PageForm.Of(await Opened(server)).With("email", email).With("password", Password);
        server.Clock.Advance(RenderedTimes.Soonest);
        var sent = await form.Send(server, Page);
        Assert.Equal((303, "sign-up/done"), (sent.Status, sent.Header("Location")));
        var done = await server.Visitor.SendUnchecked(new(HttpMethod.Get, "/sign-up/done"));
        Says(done, "You are a member now", "Log in on the site");
        Assert.DoesNotContain(">Log in</a>", done.Text, StringComparison.Ordinal);
        PageChecks.IsHarmless(done);
        Assert.True(await server.CanLogIn(email, Password));

        (await server.Operator.Patch($"{Auth}/settings", new { loginUrl = "https://club.example.org/log-in?a=1&b" })).Done();
        Says(
            await server.Visitor.SendUnchecked(new(HttpMethod.Get, "/sign-up/done")),
            "<a class=\"button\" href=\"https://club.example.org/log-in?a=1&amp;b\">Log in</a>");
        var twice = await form.With("password", "another-one-of-9-owls").Send(server, Page);
        Assert.Equal(409, twice.Status);
        Says(twice, "belongs to a member already", $"value=\"{email}\"");
    }

    [Fact]
    public async Task Whoever_need_not_wait_is_in_their_account_at_once()
    {
        await using var server = await With(Array.Empty<object>());
        var (visitor, email) = (new PageVisitor(server), NewEmail());
        var form = await (await visitor.Open("/")).Follow("Sign up");
        server.Clock.Advance(RenderedTimes.Soonest);

        var account = await form.Submit("Sign up", ("email", email), ("password", Password));

        Assert.Equal((200, "/account"), (account.Status, account.Path));
        Assert.Equal("/account", (await visitor.Open("/")).Path);
        var again = await (await new PageVisitor(server).Open(Page)).Submit("Sign up", ("email", email), ("password", Password));
        Assert.Equal((400, Page), (again.Status, again.Path)); // open for a moment only
    }

    [Fact]
    public async Task The_form_and_what_is_wrong_are_in_the_language_of_the_reader_and_so_are_their_mails()
    {
        var (visitor, email) = (new PageVisitor(_server, "de"), NewEmail());
        var form = await visitor.Open(Page);
        Assert.Equal("Registrieren", form.Title);
        _server.Clock.Advance(RenderedTimes.Soonest);

        var wrong = await form.Submit(
            "Registrieren", ("email", "no address"), ("password", "short"), ("answers.name", "A"), ("answers.shoes", "99"));
        Assert.Equal((400, "Geben Sie eine E-Mail-Adresse wie anna@example.com ein."), (wrong.Status, wrong.ErrorOf("email")));
        var next = await wrong.Submit("Registrieren", ("email", email), ("password", Password));
        Assert.Equal("Hier sind mindestens 2 Zeichen nötig.", next.ErrorOf("answer-name"));
        Assert.Equal("Das muss zwischen 20 und 50.5 liegen.", next.ErrorOf("answer-shoes"));
        Assert.Equal("Bitte füllen Sie dies aus.", next.ErrorOf("answer-terms"));
        var done = await next.Submit(
            "Registrieren", ("password", Password), ("answers.name", "Ann"), ("answers.shoes", "41"), ("answers.team", "red"),
            ("answers.terms", "2026-11"));

        Assert.Equal(("/application", "Ihre Registrierung ist angekommen"), (done.Path, done.Title));
        var found = (await _server.Operator.Get($"{Queue.Applications}?order=newest&limit=1")).Done().GetProperty("applications")[0];
        var member = await _server.App.Services.GetRequiredService<IGrainFactory>().GetMembers().Of(found.Id()).Find();
        Assert.Equal((email, "de"), (member!.LoginEmail, member.Contact.Locale));
    }

    [Fact]
    public async Task The_login_page_leads_here_where_visitors_may_sign_up_and_only_there()
    {
        Assert.Equal(Page, (await (await new PageVisitor(_server).Open("/log-in")).Follow("Not a member yet? Sign up")).Path);
        await using var server = await MembersServer.Start();
        Assert.DoesNotContain("Sign up", (await new PageVisitor(server).Open("/log-in")).Words, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"sign-up", (await new PageVisitor(server).Open("/")).Reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_each_field_and_everything_but_the_password_is_kept()
    {
        var form = (await Filled("no address")).With("password", "short").With("answers.name", "A").With("answers.team", "green")
            .With("answers.days", "mo", "tu", "we").With("answers.shoes", "big").With("answers.born", "1850-01-01").With("answers.terms");
        Assert.Equal(400, (await form.Send(_server, Page)).Status);
        var page = await form.With("email", NewEmail()).With("password", Password).Send(_server, Page);
        Assert.Equal(400, page.Status);
        PageChecks.IsTied(page);
        PageChecks.IsHarmless(page);
        foreach (var id in new[] { "answer-name", "answer-shoes", "answer-born", "answer-terms", "answer-team-0", "answer-days-0" })
        {
            Has(page, id, "aria-invalid=\"true\"");
        }

        Has(page, "answer-shoes", "aria-describedby=\"answer-shoes-error\"");
        Says(page, "at least 2 characters", "must be a number", "Choose at most 2.", "must be between 1900-01-01 and 2020-12-31");
        Assert.DoesNotContain(Password, page.Text, StringComparison.Ordinal);

        var kept = PageForm.Of(page);
        Assert.Equal([""], kept["password"]);
        Assert.Equal(["big"], kept["answers.shoes"]);
        Assert.Equal(["mo", "tu", "we"], kept["answers.days"]);
        Assert.Equal(["Because\nI can"], kept["answers.why"]);
        Assert.Equal(form["email"], kept["email"]);
        Assert.Empty(kept["answers.terms"]);
        Assert.Equal(303, (await Fill(kept, form["email"][0]).Send(_server, Page)).Status);
    }

    [Fact]
    public async Task The_address_and_the_password_are_checked_as_register_checks_them()
    {
        var page = await (await Filled("no address")).With("password", "").Send(_server, Page);
        Says(page, "e-mail address such as", "printable characters", "value=\"no address\"");
        var weak = await (await Filled(NewEmail())).With("password", "password1").Send(_server, Page);
        Says(weak, "attackers try first");
        Has(weak, "password", "aria-describedby=\"password-help password-error\"", "aria-invalid=\"true\"");
        Assert.Equal(400, weak.Status);
    }

    [Fact]
    public async Task What_was_chosen_stays_chosen()
    {
        var form = (await Filled(NewEmail())).With("answers.town", "w").With("password", "short");
        var kept = PageForm.Of(await form.Send(_server, Page));
        Assert.Equal(("w", "red", "2026-11"), (kept["answers.town"][0], kept["answers.team"][0], kept["answers.terms"][0]));
        Assert.Equal(["mo", "we"], kept["answers.days"]);

        // What is agreed to is what was shown: not an older version that a page kept open had.
        var older = await (await Filled(NewEmail())).With("answers.terms", "2025-01").Send(_server, Page);
        Assert.Equal(400, older.Status);
        Says(older, "is about version 2026-11 now");
        Assert.Empty(PageForm.Of(older)["answers.terms"]);
    }

    [Fact]
    public async Task What_was_typed_comes_back_as_text_and_a_field_that_is_gone_is_said_once()
    {
        const string markup = "\"><script>alert(1)</script>{{ css }}";
        var form = (await Filled(markup)).With("answers.name", markup).With("answers.why", $"</textarea>{markup}")
            .With("answers.shoes", markup).With("answers.gone", markup).With("answers.went", "x").With("invitation", markup);
        var page = await form.Send(_server, Page);
        Assert.Equal(400, page.Status);
        PageChecks.IsHarmless(page);
        var kept = PageForm.Of(page);
        Assert.Equal((markup, $"</textarea>{markup}"), (kept["email"][0], kept["answers.why"][0]));
        var gone = await (await Filled(NewEmail())).With("answers.gone", markup).With("answers.went", "x").Send(_server, Page);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(gone.Text, "The form has no such field"));
        Assert.Empty(PageForm.Of(gone)["answers.gone"]);
    }

    [Fact]
    public async Task A_letter_counts_as_one_however_JSON_writes_it()
    {
        var form = (await Filled(NewEmail())).With("answers.why", new string('é', 299) + "\u2028");
        Assert.Equal(303, (await form.Send(_server, Page)).Status);
    }

    [Fact]
    public async Task Where_addresses_are_verified_a_second_form_asks_for_the_code()
    {
        await using var server = await With(Fields, ("Members:SignupApproval", "Manual"), ("Members:RequireEmailVerification", "true"));
        var email = NewEmail();
        var filled = Fill(PageForm.Of(await Opened(server)), email);
        server.Clock.Advance(RenderedTimes.Soonest);
        Reply first = null!;
        var mail = await server.Mail.After(async () => first = await filled.Send(server, Page), email);
        Assert.Equal(200, first.Status);
        Says(first, "Confirm your e-mail address", $"We have mailed a code to {email}.");
        Assert.DoesNotContain(Password, first.Text, StringComparison.Ordinal);
        PageChecks.IsTied(first);
        PageChecks.IsHarmless(first);
        var second = PageForm.Of(first);
        Assert.Equal(["mo", "we"], second["answers.days"]);
        Assert.Equal(email, second["email"][0]);

        var code = Mailed.Code(mail);
        var wrong = await second.With("code", code == "123456" ? "123457" : "123456").With("password", Password).Send(server, Page);
        Says(wrong, "Confirm your e-mail address", "not the code that was mailed last");
        Has(wrong, "code", "aria-invalid=\"true\"");
        var other = await second.With("code", code).With("password", "another-one-of-9-owls").Send(server, Page);
        Says(other, "Confirm your e-mail address", "not the password that you chose");
        var done = await PageForm.Of(other).With("code", code).With("password", Password).Send(server, Page);
        Assert.StartsWith("application?token=mwt_", done.Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_mail_another_code_is_sent_or_the_address_changed()
    {
        await using var server = await With(Array.Empty<object>(), ("Members:RequireEmailVerification", "true"));
        var (mistyped, email) = (NewEmail(), NewEmail());
        var form = await new PageVisitor(server).Open(Page);
        server.Clock.Advance(RenderedTimes.Soonest);
        var code = await form.Submit("Sign up", ("email", mistyped), ("password", Password));
        Assert.Equal("numeric", code.Document.GetElementById("code")!.GetAttribute("inputmode"));
        Assert.Equal("one-time-code", code.Document.GetElementById("code")!.GetAttribute("autocomplete"));

        var changed = await code.Submit("Change the address");
        Assert.Equal((200, "Sign up", mistyped), (changed.Status, changed.Title, changed.ValueOf("email")));
        server.Clock.Advance(RenderedTimes.Soonest);
        var first = await server.Mail.After(
            async () => code = await changed.Submit("Sign up", ("email", email), ("password", Password)), email);

        var unsent = await code.Submit("Mail a new code");
        Assert.Equal((400, "Confirm your e-mail address", "Type a password of printable characters."), (
            unsent.Status, unsent.Title, unsent.ErrorOf("password")));
        ShownPage again = null!;
        var mail = await server.Mail.After(async () => again = await unsent.Submit("Mail a new code", ("password", Password)), email);
        Assert.Equal((200, $"We have mailed a code to {email}. Type it here to finish."), (again.Status, again.Message));
        var over = await again.Submit("Confirm", ("code", Mailed.Code(first)), ("password", Password));
        Assert.Equal("This is not the code that was mailed last. Look at the newest mail.", over.ErrorOf("code"));
        var done = await again.Submit("Confirm", ("code", $" {Mailed.Code(mail)} "), ("password", Password));
        Assert.Equal("/account", done.Path);
    }

    [Fact]
    public async Task A_code_of_another_call_leads_back_to_the_first_form()
    {
        await using var server = await With(Fields, ("Members:RequireEmailVerification", "true"));
        var filled = Fill(PageForm.Of(await Opened(server)), NewEmail()).With("verification", "\"><b>").With("code", "123456");
        server.Clock.Advance(RenderedTimes.Soonest);
        var page = await filled.Send(server, Page);
        Says(page, "<h1>Sign up</h1>", "Begin again.");
        Assert.Equal(["Because\nI can"], PageForm.Of(page)["answers.why"]);
        Assert.Empty(PageForm.Of(page)["verification"]);
    }

    [Fact]
    public async Task Too_young_too_old_or_forged_a_form_is_shown_again_filled_in_with_a_new_time()
    {
        (Func<string, string> Forge, TimeSpan Wait)[] tries =
        [
            (r => r, RenderedTimes.Soonest - TimeSpan.FromMilliseconds(1)),
            (r => r, RenderedTimes.Latest + TimeSpan.FromMilliseconds(1)),
            (r => $"9{r[1..]}", RenderedTimes.Soonest),
            (Changed, RenderedTimes.Soonest),
            (r => r.Split('.')[0], RenderedTimes.Soonest),
            (r => $"{r}.x", RenderedTimes.Soonest),
            (_ => ".", RenderedTimes.Soonest),
            (_ => "", RenderedTimes.Soonest),
        ];
        foreach (var (forge, wait) in tries)
        {
            var form = Fill(PageForm.Of(await Open()), NewEmail());
            form.With("rendered", forge(form["rendered"][0]));
            _server.Clock.Advance(wait);
            var page = await form.Send(_server, Page);
            Assert.Equal(400, page.Status);
            Says(page, "send it again", "<h1>Sign up</h1>");
            var again = PageForm.Of(page);
            Assert.Equal(form["email"], again["email"]);
            Assert.Equal(["mo", "we"], again["answers.days"]);
            Assert.NotEqual(form["rendered"], again["rendered"]);
            _server.Clock.Advance(RenderedTimes.Soonest);
            Assert.Equal(303, (await again.With("password", Password).Send(_server, Page)).Status);
        }
    }

    [Fact]
    public async Task A_form_is_good_from_three_seconds_on_for_a_day()
    {
        var (young, old) = (Fill(PageForm.Of(await Open()), NewEmail()), Fill(PageForm.Of(await Open()), NewEmail()));
        _server.Clock.Advance(RenderedTimes.Soonest);
        Assert.Equal(303, (await young.Send(_server, Page)).Status);
        _server.Clock.Advance(RenderedTimes.Latest - RenderedTimes.Soonest);
        Assert.Equal(303, (await old.Send(_server, Page)).Status);
    }

    [Fact]
    public async Task Where_no_silo_tells_the_key_people_sign_up_all_the_same()
    {
        var times = new RenderedTimes(
            DispatchProxy.Create<IGrainFactory, Unreachable>(), _server.Clock, NullLogger<RenderedTimes>.Instance);
        Assert.Null(await times.Now());
        Assert.True(await times.IsGood("forged"));
    }

    [Fact]
    public async Task A_filled_trap_registers_nobody_is_counted_and_shown_success()
    {
        var (email, before) = (NewEmail(), Dropped());
        var sent = await (await Filled(email)).With("extra", "https://buy.example").Send(_server, Page);
        Assert.Equal((303, "sign-up/received"), (sent.Status, sent.Header("Location")));
        Says(await Get("/sign-up/received"), "<h1>We have received your sign-up</h1>");
        Assert.Equal(before + 1, Dropped());
        (await _server.Login(email, Password)).Is(Fault.InvalidCredentials);

        var trap = PageForm.Tag(await Open(), "extra");
        Assert.All(["autocomplete=\"off\"", "tabindex=\"-1\""], part => Assert.Contains(part, trap, StringComparison.Ordinal));
        Says(await Open(), "<div class=\"away\">", ">Leave this empty</label>");
        Assert.Equal(303, (await (await Filled(email)).Send(_server, Page)).Status);
        Assert.Equal(before + 1, Dropped());
    }

    [Fact]
    public async Task Where_register_is_not_opened_there_is_no_such_page()
    {
        await using var server = await MembersServer.Start([("Members:Elevate:0", "login")]);
        (await server.Visitor.Get(Page)).Is(Fault.NotFound);
        (await server.Visitor.PostForm(Page, ("email", NewEmail()), ("password", Password))).Is(Fault.NotFound);
        (await server.Visitor.Get($"{Page}/done")).Is(Fault.NotFound);
    }

    [Fact]
    public async Task A_closed_door_is_said_at_once_and_one_for_the_invited_asks_for_the_code()
    {
        await using var server = await With(Array.Empty<object>(), ("Members:SignupMode", "Invite"));
        var page = await Opened(server);
        Has(page, "invitation", "required");
        server.Clock.Advance(RenderedTimes.Soonest);
        var sent = await PageForm.Of(page).With("email", NewEmail()).With("password", Password).Send(server, Page);
        Assert.Equal(403, sent.Status);
        Says(sent, "takes an invitation", "name=\"invitation\"");

        (await server.Operator.Patch($"{Auth}/settings", new { signupMode = "CLOSED" })).Done();
        var closed = await Opened(server);
        Assert.Equal(403, closed.Status);
        Says(closed, "<h1>Sign-up is closed</h1>");
        Assert.DoesNotContain("<form", closed.Text, StringComparison.Ordinal);
        Assert.Equal(403, (await PageForm.Of(page).With("email", NewEmail()).With("password", Password).Send(server, Page)).Status);
    }

    [Fact]
    public async Task A_network_that_sends_too_many_is_asked_to_wait_and_keeps_what_it_typed()
    {
        await using var server = await With(Fields, ("Members:VisitorRequestsPerMinute", "1"));
        var form = Fill(PageForm.Of(await Opened(server)), "no address");
        server.Clock.Advance(RenderedTimes.Soonest);
        Assert.Equal(400, (await form.Send(server, Page)).Status);
        var limited = await form.Send(server, Page);
        Assert.Equal((429, true), (limited.Status, limited.Headers.Contains("Retry-After")));
        Assert.Equal(["no address"], PageForm.Of(limited)["email"]);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_form_that_a_page_of_another_origin_sends_signs_nobody_up(string header, string value)
    {
        var email = NewEmail();
        var form = await Filled(email);
        var reply = await form.Send(_server, Page, (header, value));
        Assert.Equal((403, "text/html", false), (reply.Status, reply.MediaType, reply.Headers.Contains("Location")));
        (await _server.Login(email, Password)).Is(Fault.InvalidCredentials);
        Assert.Equal(303, (await form.Send(_server, Page, ("Origin", _server.Url))).Status);
    }

    [Fact]
    public async Task The_page_loads_nothing_of_others_and_cannot_be_framed()
    {
        foreach (var page in new[] { await Open(), await (await Filled("x")).Send(_server, Page), await Get("/sign-up/received") })
        {
            PageChecks.IsHarmless(page);
        }

        Assert.Equal("same-origin", (await Open()).Header("Referrer-Policy"));
    }

    [Theory]
    [InlineData("application/json", "{\"email\":\"x\"}")]
    [InlineData("text/plain", "email=x")]
    public async Task What_is_no_form_is_unsupported(string contentType, string body)
    {
        var reply = await _server.SendBody(Page, body, contentType);
        Assert.Equal((415, "text/html"), (reply.Status, reply.MediaType));
    }

    private static PageForm Fill(PageForm form, string email) => form
        .With("email", email).With("password", Password).With("answers.name", "Ann").With("answers.why", "Because\r\nI can")
        .With("answers.team", "red").With("answers.days", "mo", "we").With("answers.born", "1990-05-06").With("answers.shoes", "41.5")
        .With("answers.terms", "2026-11");

    private static void Has(Reply page, string id, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, PageForm.Tag(page, id), StringComparison.Ordinal));

    private static void Says(Reply page, params string[] texts) => Assert.All(texts, text => Assert.True(
        page.Text.Contains(text, StringComparison.Ordinal) || page.Text.Contains(WebUtility.HtmlEncode(text), StringComparison.Ordinal),
        $"Missing: {text}. {page}"));

    private static Task<Reply> Opened(MembersServer server) => server.Visitor.SendUnchecked(new(HttpMethod.Get, Page));

    private long Dropped() => _server.App.Services.GetRequiredService<IMeterFactory>()
        .Read<long>(DroppedSignUps.Name, "members.signup.dropped").Values.Single();

    private Task<Reply> Open(string query = "") => Get(Page + query);

    private Task<Reply> Get(string link) => _server.Visitor.SendUnchecked(new(HttpMethod.Get, link));

    // A form that somebody took three seconds to fill in.
    private async Task<PageForm> Filled(string email)
    {
        var form = Fill(PageForm.Of(await Open()), email);
        _server.Clock.Advance(RenderedTimes.Soonest);
        return form;
    }

    /// <summary>A cluster that does not answer. It is public because another type is made of it.</summary>
    public class Unreachable : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new TimeoutException("Nobody answers.");
    }
}

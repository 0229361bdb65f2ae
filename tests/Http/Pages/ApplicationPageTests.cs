using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Pages;

/// <summary>The page on which applicants see how their application stands, reply and withdraw (admission, sections 1 and 5).</summary>
[Collection(ManualCollection.Name)]
public sealed class ApplicationPageTests(ManualServer shared)
{
    private const string Page = "/application", Markup = "<b onclick=\"x\">{{ token }} & 'so'</b>";
    private const string Encoded = "&lt;b onclick=&quot;x&quot;&gt;{{ token }} &amp; &#x27;so&#x27;&lt;/b&gt;";
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task It_says_how_the_application_stands_since_when_and_how_long_others_wait()
    {
        await using var server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);
        var person = await server.Register();
        Says(await Open(server, person), "We have received your sign-up", "Waiting for a decision", "<dd>1</dd>", "UTC</time></dd>");
        Assert.DoesNotContain("Half of those", (await Open(server, person)).Text, StringComparison.Ordinal);

        server.Clock.Advance(TimeSpan.FromHours(5));
        (await server.Decide(person, "approve")).Done();
        var next = await server.Register();
        Says(await Open(server, next), "Half of those before you waited 5 hours or less.");
        (await server.Decide(next, "reject")).Done();
        Assert.DoesNotContain("Half of those", (await Open(server, next)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_waits_it_says_where_to_look_for_what_has_changed_and_by_what_that_is_seen()
    {
        var person = await _server.Register();
        var visitor = new PageVisitor(_server, "de");
        var page = await visitor.Open(Link(person));
        Assert.Equal("Ihre Registrierung ist angekommen", page.Title);
        var again = await page.Follow("Nachsehen, ob sich etwas geändert hat");
        Assert.Equal(Link(person), again.Address);
        var polled = again.Document.QuerySelector("[data-polls]")!;
        Assert.Equal(Link(person), Forms.Resolve(Page, polled.GetAttribute("data-polls")!));

        (await _server.Decide(person, "ask", new { text = "Who are you?" })).Done();
        var asked = (await visitor.Open(Link(person))).Document.QuerySelector("[data-polls]")!;
        Assert.NotEqual(polled.GetAttribute("data-state"), asked.GetAttribute("data-state"));
        (await _server.Decide(person, "reject")).Done();
        Assert.Null((await visitor.Open(Link(person))).Document.QuerySelector("[data-polls]"));
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("block")]
    public async Task Decided_the_link_is_over_and_does_not_tell_what_login_tells(string decision)
    {
        var person = await _server.Register();
        var reason = decision == "block" ? "A known spammer." : null;
        (await _server.Decide(person, decision, new { note = "A friend.", reason })).Done();
        var before = await _server.Status(person);
        foreach (var page in new[] { await Open(_server, person), await Send(person, "withdraw", ("sure", "yes")) })
        {
            Dead(page, "This link is over");
            Says(page, "has been decided on");
            Assert.DoesNotContain("A known spammer.", page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(before, await _server.Status(person));
    }

    [Fact]
    public async Task Of_many_links_the_newest_three_work()
    {
        var person = await _server.Register();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await Open(_server, person)).Status);
            (await _server.Login(person)).Is(Fault.PendingApproval);
        }

        Dead(await Open(_server, person), "There is a newer link");
        var newest = (await _server.Login(person)).Data().Str("applicationToken");
        Says(await Get($"{Page}?token={newest}"), "We have received your sign-up");
    }

    [Fact]
    public async Task Opening_it_changes_nothing_however_often_and_by_whatever_method()
    {
        var person = await Asked("Who are you?");
        var before = ((await _server.Application(person)).GetRawText(), await _server.Shown(person.Id));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await Open(_server, person)).Status);
            Assert.Equal(200, (await _server.Visitor.SendUnchecked(new(HttpMethod.Head, Link(person)))).Status);
            Assert.Equal(200, (await Get($"{Link(person)}&act=withdraw&sure=yes&text=hello")).Status);
        }

        Assert.Equal(before, ((await _server.Application(person)).GetRawText(), await _server.Shown(person.Id)));
    }

    [Fact]
    public async Task A_question_is_replied_to_once_and_the_reply_leads_back_to_the_page()
    {
        var person = await Asked("Who are you?");
        var page = await Open(_server, person);
        Says(page, "Questions to you", "Who are you?", "name=\"act\" value=\"reply\"");
        var sent = await Send(person, "reply", ("text", "A friend of Bob.\r\nFrom school."));
        Assert.Equal((303, $"application?token={TokenOf(person)}"), (sent.Status, sent.Header("Location")));

        var after = await Get(Forms.Resolve(Page, sent.Header("Location")!));
        Says(after, "A friend of Bob.&#xA;From school.");
        Assert.DoesNotContain("value=\"reply\"", after.Text, StringComparison.Ordinal);
        var question = (await _server.Application(person)).GetProperty("questions")[0];
        Assert.Equal("A friend of Bob.\nFrom school.", question.Str("reply"));
        Says(await Open(_server, await _server.Register()), "We have received your sign-up");
    }

    [Fact]
    public async Task A_reply_that_cannot_be_kept_is_shown_again_with_the_reason_beside_it()
    {
        var person = await Asked("Who are you?");
        foreach (var (text, reason) in new[]
        {
            (" ", "must say something"), (new string('x', 2001), "at most 2000"), ("a\u001bb", "control"),
        })
        {
            var page = await Send(person, "reply", ("text", text));
            Assert.Equal(400, page.Status);
            Says(page, "Your reply was not sent.", reason, "aria-invalid=\"true\" aria-describedby=\"text-error\"");
            PageChecks.IsTied(page);
        }

        Says(await Send(person, "reply", ("text", new string('x', 2001))), new string('x', 2001));
        var nobody = await _server.Register();
        var unasked = await Send(nobody, "reply", ("text", "hello"));
        Assert.Equal(400, unasked.Status);
        Assert.False((await _server.Application(person)).GetProperty("questions")[0].Has("reply"));
    }

    [Fact]
    public async Task Withdrawing_takes_a_tick_and_then_erases_everything()
    {
        var person = await _server.Register();
        var unsure = await Send(person, "withdraw");
        Assert.Equal(400, unsure.Status);
        Says(unsure, "Tick the box", "aria-invalid=\"true\" aria-describedby=\"sure-help sure-error\"");
        Assert.Equal("PENDING", await _server.Status(person));

        var sure = await Send(person, "withdraw", ("sure", "yes"));
        Assert.Equal((303, "application/withdrawn"), (sure.Status, sure.Header("Location")));
        var done = await Get("/application/withdrawn");
        Says(done, "Your application is withdrawn");
        PageChecks.IsHarmless(done);
        (await _server.Operator.Get($"/v1/members/{person.Id}")).Is(Fault.MemberNotFound);
        await _server.Register(person.Email);
        Dead(await Open(_server, person), "This link does not work");
    }

    [Fact]
    public async Task An_act_that_is_none_does_nothing()
    {
        var person = await _server.Register();
        foreach (var act in new[] { "", "approve", "WITHDRAW" })
        {
            var page = await Send(person, act, ("sure", "yes"));
            Assert.Equal(400, page.Status);
            Says(page, "Choose what to do");
        }

        Assert.Equal("PENDING", await _server.Status(person));
    }

    [Fact]
    public async Task Turned_down_they_read_why_and_when_they_may_apply_again()
    {
        await using var server = await MembersServer.Start([("Members:SignupApproval", "Manual"), ("Members:ReapplyAfter", "1.00:00:00")]);
        var person = await server.Register();
        (await server.Decide(person, "reject", new { reason = $"We are full.\n{Markup}", note = "Looks like spam." })).Done();
        var page = await Open(server, person);
        Says(page, "Your sign-up was not accepted", $"We are full.&#xA;{Encoded}", "You may apply again from", "value=\"withdraw\"");
        Assert.DoesNotContain("Looks like spam.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b onclick", page.Text, StringComparison.Ordinal);

        server.Clock.Advance(TimeSpan.FromDays(1));
        Says(await Open(server, person), "You may apply again now");
    }

    [Fact]
    public async Task What_others_and_they_themselves_have_written_is_text_and_no_markup()
    {
        await using var server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);
        (await server.Operator.Send(HttpMethod.Put, "/v1/signup-form/definition", Api.JsonOf(new
        {
            fields = new[] { new { key = "why", kind = "text", label = new { en = $"Why {Markup}?" } } },
        }))).Done();
        var email = NewEmail();
        var made = (await server.Operator.Post(
            $"{Auth}/register", new { email, password = MembersServer.GoodPassword, answers = new { why = $"For {Markup}" } })).Done();
        var person = new Person(made.Member().Id(), email, MembersServer.GoodPassword, made);
        (await server.Decide(person, "ask", new { text = $"Really {Markup}?" })).Done();
        var reply = await server.FollowForm(Page, ("token", TokenOf(person)), ("act", "reply"), ("text", $"Yes {Markup}"));

        foreach (var page in new[] { reply, await Open(server, person) })
        {
            Says(page, $"Why {Encoded}?", $"For {Encoded}", $"Really {Encoded}?", $"Yes {Encoded}");
            Assert.DoesNotContain("<b onclick", page.Text, StringComparison.Ordinal);
            PageChecks.IsHarmless(page);
        }
    }

    [Fact]
    public async Task A_link_that_is_none_says_what_to_do_and_shows_no_form()
    {
        var person = await _server.Register();
        foreach (var bad in new[]
        {
            person.ApprovalToken, "mwt_" + person.ApprovalToken[4..], Changed(TokenOf(person)), "", "x", "\"><script>alert(1)</script>",
            "{{ token }}", new string('x', 3000),
        })
        {
            Dead(await Get($"{Page}?token={Uri.EscapeDataString(bad)}"), "This link does not work");
            Dead(await _server.FollowForm(Page, ("token", bad), ("act", "withdraw"), ("sure", "yes")), "This link does not work");
        }

        Dead(await Get(Page), "This link does not work");
        Assert.Equal("PENDING", await _server.Status(person));
    }

    [Fact]
    public async Task A_link_that_is_too_old_says_so()
    {
        await using var server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);
        var person = await server.Register();
        server.Clock.Advance(TimeSpan.FromDays(15));
        Dead(await Open(server, person), "This link has expired");
        Dead(await server.FollowForm(Page, ("token", TokenOf(person)), ("act", "withdraw"), ("sure", "yes")), "This link has expired");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_form_that_a_page_of_another_origin_sends_does_nothing(string header, string value)
    {
        var person = await _server.Register();
        var form = PageForm.Of(await Open(_server, person)).With("token", TokenOf(person)).With("act", "withdraw").With("sure", "yes");
        var reply = await form.Send(_server, Page, (header, value));
        Assert.Equal((403, "text/html"), (reply.Status, reply.MediaType));
        Assert.Equal("PENDING", await _server.Status(person));
        Assert.Equal(303, (await form.Send(_server, Page, ("Sec-Fetch-Site", "same-origin"))).Status);
    }

    [Fact]
    public async Task The_page_loads_nothing_of_others_and_cannot_be_framed()
    {
        var person = await Asked("Who are you?");
        foreach (var page in new[]
        {
            await Open(_server, person), await Send(person, "reply", ("text", "")), await Send(person, "withdraw"), await Get(Page),
        })
        {
            PageChecks.IsHarmless(page);
            PageChecks.IsTied(page);
        }
    }

    [Theory]
    [InlineData("application/json", "{\"token\":\"x\"}")]
    [InlineData("text/plain", "token=x")]
    public async Task What_is_no_form_is_unsupported(string contentType, string body)
    {
        var reply = await _server.SendBody(Page, body, contentType);
        Assert.Equal((415, "text/html"), (reply.Status, reply.MediaType));
    }

    private static string TokenOf(Person person) => person.Answer.Str("applicationToken");

    private static string Link(Person person) => $"{Page}?token={TokenOf(person)}";

    private static Task<Reply> Open(MembersServer server, Person person) =>
        server.Visitor.SendUnchecked(new(HttpMethod.Get, Link(person)));

    private static void Says(Reply page, params string[] texts) =>
        Assert.All(texts, text => Assert.Contains(text, page.Text, StringComparison.Ordinal));

    private static void Dead(Reply page, string title)
    {
        Assert.Equal((400, "text/html"), (page.Status, page.MediaType));
        Says(page, $"<h1>{title}</h1>", "where you signed up");
        Assert.DoesNotContain("<form", page.Text, StringComparison.Ordinal);
        PageChecks.IsHarmless(page);
    }

    private async Task<Person> Asked(string question)
    {
        var person = await _server.Register();
        (await _server.Decide(person, "ask", new { text = question })).Done();
        return person;
    }

    private Task<Reply> Get(string link) => _server.Visitor.SendUnchecked(new(HttpMethod.Get, link));

    private Task<Reply> Send(Person person, string act, params (string Name, string Value)[] fields)
    {
        var content = new[] { ("token", TokenOf(person)), ("act", act) }.Concat(fields).Select(f => KeyValuePair.Create(f.Item1, f.Item2));
        return _server.Visitor.SendUnchecked(new(HttpMethod.Post, Page) { Content = new FormUrlEncodedContent(content) });
    }
}

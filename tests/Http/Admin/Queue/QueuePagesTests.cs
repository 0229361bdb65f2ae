using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.SignUp;
using Members.Tests.Http.Staff;
using static Members.Tests.Http.Admin.Queue.Deciding;

namespace Members.Tests.Http.Admin.Queue;

/// <summary>Deciding from the list and from an application's page.</summary>
[Collection(ManualCollection.Name)]
public sealed class QueuePagesTests(ManualServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Who_waits_is_approved_from_the_list_and_that_can_be_undone()
    {
        var (visitor, person) = (await _server.Browser("approver"), await _server.Waiting());
        var list = await visitor.OpenList(person);
        Assert.Equal((200, "Ann"), (list.Status, list.Text("article h2")));
        Assert.Equal("approve reject", list.Buttons());

        var decided = await list.Submit("approve");

        Assert.Equal((200, QueueList, "Approved Ann"), (decided.Status, decided.Path, decided.Text(".last p")));
        Assert.Equal("ACTIVE", await _server.Status(person));
        Assert.Empty(decided.Texts("article"));

        var undone = await decided.Submit("undo");

        Assert.Equal("Taken back: Ann waits again.", undone.Text(".last p"));
        Assert.Equal("PENDING", await _server.Status(person));
        Assert.Equal(["Ann"], undone.Texts("article h2"));
        Assert.Contains("approve", undone.Buttons(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_goes_on_at_the_row_after_the_one_that_was_decided()
    {
        var domain = NewDomain();
        var visitor = await _server.Browser("approver");
        var first = await _server.Waiting("Ann", domain);
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await _server.Waiting("Bob", domain);
        var list = await visitor.OpenList(first);
        Assert.Equal(["Ann", "Bob"], list.Texts("article h2"));
        Assert.Equal(["Bob", "Ann"], (await visitor.OpenList(first, "&order=newest")).Texts("article h2"));

        var (action, fields) = list.Form("approve");
        var reply = await visitor.SendOnly(action, fields);

        Assert.Equal(303, reply.Status);
        Assert.EndsWith($"?domain={domain}&last={first.Id}#row-{second.Id}", reply.Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_twice_a_decision_is_made_once()
    {
        var (visitor, person) = (await _server.Browser("approver"), await _server.Waiting());
        var list = await visitor.OpenList(person);
        await list.Submit("approve");

        var again = await list.Submit("approve");

        Assert.Equal((200, "Approved Ann"), (again.Status, again.Text(".last p")));
        var history = (await _server.Application(person)).GetProperty("history");
        Assert.Equal(2, history.GetArrayLength());
    }

    [Fact]
    public async Task Of_two_approvers_the_second_sees_who_decided_what()
    {
        var first = await _server.Hire("approver");
        var (one, other) = (await PageVisitor.LoggedIn(_server, first.Email), await _server.Browser("approver"));
        var person = await _server.Waiting();
        var (ofOne, ofOther) = (await one.OpenList(person), await other.OpenList(person));
        await ofOne.Submit("approve");

        var refused = await ofOther.Submit("reject", ("reason", "No."));

        Assert.Equal((409, $"{QueueList}/{person.Id}"), (refused.Status, refused.Path));
        Assert.Contains($"Approved by {first.Email}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was done.", refused.Message, StringComparison.Ordinal);
        Assert.Equal("A member", refused.Text("main .badge"));
        Assert.Equal("", refused.Buttons());
        Assert.Equal("ACTIVE", await _server.Status(person));

        var same = await ofOther.Submit("approve");
        Assert.Equal(200, same.Status);
        Assert.Contains($"Ann: Approved by {first.Email}", same.Text(".last p"), StringComparison.Ordinal);
        Assert.Empty(same.Texts(".last button"));
    }

    [Fact]
    public async Task What_was_said_of_another_application_decides_nothing()
    {
        var (visitor, person) = (await _server.Browser("approver"), await _server.Waiting());
        var page = await (await visitor.OpenList(person)).Submit("approve", ("number", "2"));
        Assert.Equal(409, page.Status);
        Assert.Equal("PENDING", await _server.Status(person));
    }

    [Fact]
    public async Task Too_late_to_undo_is_said()
    {
        var (visitor, person) = (await _server.Browser("approver"), await _server.Waiting());
        var decided = await (await visitor.OpenList(person)).Submit("approve");
        _server.Clock.Advance(TimeSpan.FromSeconds(11));

        var late = await decided.Submit("undo");

        Assert.Equal(409, late.Status);
        Assert.StartsWith("The time in which this could be taken back is over.", late.Message, StringComparison.Ordinal);
        Assert.Equal("ACTIVE", await _server.Status(person));
        Assert.Empty((await visitor.OpenApplication(person)).Texts("button[value=undo]"));
    }

    [Fact]
    public async Task Rejected_is_with_a_usual_reason_or_ones_own_words_and_a_note()
    {
        var (visitor, one, other) = (await _server.Browser("approver"), await _server.Waiting(), await _server.Waiting());
        var usual = (await visitor.OpenList(one)).Document.QuerySelector("select[name=canned] optgroup option")!.GetAttribute("value");
        await (await visitor.OpenList(one)).Submit("reject", ("canned", usual));
        await (await visitor.OpenList(other)).Submit("reject", ("canned", usual), ("reason", "Not\r\nnow."), ("note", "A <b>bot</b>?"));

        Assert.Equal(usual, (await _server.Application(one)).GetProperty("decision").Str("reason"));
        var decision = (await _server.Application(other)).GetProperty("decision");
        Assert.Equal(("Not\nnow.", "A <b>bot</b>?"), (decision.Str("reason"), decision.Str("note")));
        Assert.Contains("A <b>bot</b>?", (await visitor.OpenApplication(other)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_with_a_day_that_is_none_is_refused_beside_it_and_what_was_typed_stays()
    {
        var (visitor, person) = (await _server.Browser("approver"), await _server.Waiting());
        var page = await visitor.OpenApplication(person);

        var wrong = await page.Submit("block", ("until", "soon"), ("reason", "Spam."), ("note", "Mine."), ("tell", "yes"));

        Assert.Equal(400, wrong.Status);
        Assert.Equal("This is no day. Write it as 2027-01-31.", wrong.ErrorOf("block-until"));
        Assert.Equal(("Spam.", "Mine."), (wrong.ValueOf("block-reason"), wrong.ValueOf("block-note")));
        Assert.Equal("PENDING", await _server.Status(person));
        Assert.Equal(400, (await page.Submit("block", ("until", "2020-01-01"))).Status);

        await wrong.Submit("block", ("until", "2027-01-01"));
        Assert.Equal("BLOCKED", await _server.Status(person));
        Assert.Equal("2027-01-01T00:00:00.000Z", (await _server.Seen(person)).Str("blockedUntil"));
    }

    [Fact]
    public async Task Notes_questions_and_claims_are_made_on_the_page_of_the_application()
    {
        var (visitor, other, person) = (await _server.Browser("approver"), await _server.Browser("approver"), await _server.Waiting());
        var page = await visitor.OpenApplication(person);
        Assert.Equal("The note is added.", (page = await page.Submit("note", ("text", "Looks <i>fine</i>"))).Message);
        Assert.Contains("Looks <i>fine</i>", page.Words, StringComparison.Ordinal);
        Assert.Equal(400, (page = await page.Submit("ask", ("text", " "))).Status);
        Assert.Equal("Write something here.", page.ErrorOf("ask-text"));
        Assert.Equal("The question is on its way.", (page = await page.Submit("ask", ("text", "Who are you?"))).Message);
        Assert.Contains("Who are you?", page.Words, StringComparison.Ordinal);
        var before = await other.OpenApplication(person);
        Assert.Contains("You look after it", (page = await page.Submit("claim")).Words, StringComparison.Ordinal);

        var refused = await before.Submit("claim");

        Assert.Equal(409, refused.Status);
        Assert.Contains("You can decide all the same.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("looks after it", (await other.OpenList(person)).Text("article .chips"), StringComparison.Ordinal);
        Assert.Equal("You no longer look after it.", (await page.Submit("release")).Message);
        Assert.Equal(200, (await before.Submit("approve")).Status);
    }

    [Fact]
    public async Task Nothing_that_an_applicant_wrote_is_markup()
    {
        var field = new { key = "why", kind = "longText", label = new { en = "<i>Why</i>?" } };
        (await _server.Operator.Put("/v1/signup-form/definition", new { fields = new[] { field } })).Done();
        try
        {
            var visitor = await _server.Browser("approver");
            var email = $"{Guid.NewGuid():N}@{NewDomain()}";
            const string Evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
            var answer = (await _server.Operator.Post($"{Persons.Auth}/register", new
            {
                email,
                password = MembersServer.GoodPassword,
                contactInfo = new { firstName = Evil },
                answers = new { why = Evil + new string('x', 400) },
            })).Done();
            var person = new Person(answer.Member().Id(), email, MembersServer.GoodPassword, answer);
            foreach (var page in new[] { await visitor.OpenList(person), await visitor.OpenApplication(person) })
            {
                Assert.Contains(Evil, page.Words, StringComparison.Ordinal);
                Assert.Contains("<i>Why</i>?", page.Words, StringComparison.Ordinal);
                Assert.Empty(page.Document.QuerySelectorAll("main script, main img, main dt i"));
            }
        }
        finally
        {
            (await _server.Operator.Put("/v1/signup-form/definition", new { fields = Array.Empty<object>() })).Done();
        }
    }

    [Theory]
    [InlineData("status=GONE")]
    [InlineData("q=x")]
    [InlineData("cursor=x")]
    [InlineData("order=middle")]
    public async Task A_filter_that_is_none_is_said(string query)
    {
        var page = await (await _server.Browser("approver")).Open($"{QueueList}?{query}");
        Assert.Equal((400, "Queue"), (page.Status, page.Title));
        Assert.StartsWith("Nothing can be shown for these filters.", page.Message, StringComparison.Ordinal);
        Assert.Empty(page.Texts("article"));
    }

    [Fact]
    public async Task Filters_are_links_that_can_be_passed_on_and_taken_away()
    {
        var (visitor, person) = (await _server.Browser("approver"), await _server.Waiting());
        await _server.Decide(person, "reject");
        Assert.Empty((await visitor.OpenList(person)).Texts("article"));

        var rejected = await (await visitor.OpenList(person)).Follow("Rejected");

        Assert.Equal("Rejected", rejected.Text(".chips a[aria-current]"));
        Assert.Equal(["Ann"], rejected.Texts("article h2"));
        Assert.Equal("approve", rejected.Buttons());
        Assert.Contains("Rejected by", rejected.Text("article"), StringComparison.Ordinal);
        var found = await visitor.Open($"{QueueList}?status=ANY&domain=&q={person.Email.ToUpperInvariant()}");
        Assert.Equal(["Ann"], found.Texts("article h2"));
        Assert.Equal(200, (await rejected.Submit("approve")).Status);
        Assert.Equal("ACTIVE", await _server.Status(person));
    }

    [Fact]
    public async Task Of_many_a_page_shows_fifty_and_leads_on()
    {
        var domain = NewDomain();
        Person? first = null;
        for (var i = 0; i < 52; i++)
        {
            first ??= await _server.Waiting("Ann", domain);
            await _server.Waiting("Ann", domain);
        }

        var visitor = await _server.Browser("approver");
        var page = await visitor.OpenList(first!);
        Assert.Equal(50, page.Texts("article").Count);
        var next = await page.Follow("Next page");
        Assert.Equal(3, next.Texts("article").Count);
        Assert.Equal(2, (await next.Submit("approve")).Texts("article").Count);
        Assert.Equal(50, (await next.Follow("First page")).Texts("article").Count);
    }

    [Theory]
    [InlineData("de", "Warteschlange", "Freischalten")]
    [InlineData("ar", "قائمة الانتظار", "موافقة")]
    public async Task It_is_read_in_the_language_of_the_reader(string language, string title, string approve)
    {
        var (visitor, person) = (await _server.Browser("approver"), await _server.Waiting());
        var page = await visitor.OpenList(person, $"&lang={language}");
        Assert.Equal((title, approve), (page.Title, page.Text("button[value=approve]")));
        Assert.DoesNotMatch("[A-Z][a-z]+_[a-z]+", page.Words);
    }
}

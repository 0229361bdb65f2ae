using Members.Tests.Http.Hosting;
using MimeKit;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Admission;

/// <summary>The mail <c>applications-waiting</c> as approvers get it (admission, section 5; contract I20).</summary>
public sealed class ApproverMailTests : IAsyncLifetime
{
    private MembersServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await MembersServer.Start([("Members:SignupApproval", "Manual"), ("Members:TellApproved", "NEVER")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task It_begins_with_the_count_and_has_a_link_for_each_of_the_first_ten()
    {
        var ann = await Approver("Ann", null);
        var applicants = new List<Person> { await _server.Named("Bob") };
        for (var i = 0; i < 11; i++)
        {
            _server.Clock.Advance(TimeSpan.FromSeconds(1));
            applicants.Add(await _server.Register());
        }

        var mail = await _server.ToldWhoWaits(ann);

        Assert.Equal(("applications-waiting", "en"), (mail.Kind(), mail.Language()));
        Assert.StartsWith("12 ", mail.Subject, StringComparison.Ordinal);
        var text = Text(mail);
        Assert.StartsWith("Hello Ann,\n\n12 people wait to join ", text, StringComparison.Ordinal);
        Assert.Contains("And 2 more.", text, StringComparison.Ordinal);
        Assert.Contains($"\nBob <{applicants[0].Email}>\n", text, StringComparison.Ordinal);
        Assert.Contains($"\n{applicants[1].Email}\n", text, StringComparison.Ordinal);
        var links = Links(text);
        Assert.Equal(10, links.Count);
        Assert.All(links, l => Assert.Contains(l, mail.HtmlBody, StringComparison.Ordinal));

        // Each opens the application under whose name it stands.
        for (var i = 0; i < 10; i++)
        {
            (await Get(links[i])).ShowsApplication(true, $"<dd>{applicants[i].Email}</dd>");
        }

        var list = (await _server.Operator.Get($"{Queue.Applications}/summary")).Done();
        Assert.Equal(12, list.GetProperty("waiting").GetInt32());
    }

    [Fact]
    public async Task Of_one_it_speaks_in_the_singular_and_in_the_approvers_language()
    {
        var (ann, jo) = (await Approver("Ann", null), await Approver("Jo", "de-AT"));
        var bob = await _server.Register();
        _server.Clock.Advance(TimeSpan.FromHours(5));

        var english = await _server.ToldWhoWaits(ann);
        var german = await _server.Told(jo);

        Assert.StartsWith("1 ", english.Subject, StringComparison.Ordinal);
        Assert.StartsWith("Hello Ann,\n\n1 person waits to join ", Text(english), StringComparison.Ordinal);
        Assert.Contains("has waited for 5 hours.", Text(english).Replace('\n', ' '), StringComparison.Ordinal);
        Assert.Equal(("applications-waiting", "de"), (german.Kind(), german.Language()));
        Assert.StartsWith("1 ", german.Subject, StringComparison.Ordinal);
        Assert.StartsWith("Guten Tag Jo,\n\n1 Person wartet auf die Aufnahme bei ", Text(german), StringComparison.Ordinal);
        Assert.Contains("wartet schon 5 Stunden.", Text(german).Replace('\n', ' '), StringComparison.Ordinal);
        Assert.NotEqual(Links(Text(english)), Links(Text(german)));
        Assert.Contains($"You decide as Jo.", (await Get(Links(Text(german))[0])).Text, StringComparison.Ordinal);
        Assert.Equal(bob.Email, Text(german).Split('\n').Single(l => l.Contains('@', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_sites_language_is_that_of_who_has_told_none()
    {
        await _server.Tell(new { defaultLanguage = "de" });
        var ann = await Approver("Ann", null);
        await _server.Register();
        await _server.Register();

        var mail = await _server.ToldWhoWaits(ann);

        Assert.Equal("de", mail.Language());
        Assert.StartsWith("2 ", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("\n2 Personen warten auf die Aufnahme bei ", Text(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_count_is_that_of_the_list_when_the_mail_leaves()
    {
        var ann = await Approver("Ann", null);
        var (first, _) = (await _server.Register(), await _server.Register());
        await _server.Look();
        (await _server.Decide(first, "reject")).Done();

        var mail = await _server.Told(ann);

        Assert.StartsWith("1 ", mail.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(first.Email, Text(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_writes_no_markup_and_no_header_whoever_applies_with_whatever_name()
    {
        var ann = await Approver("Ann", null);
        await _server.Named("<b>Eve</b> {{ site }}");

        var mail = await _server.ToldWhoWaits(ann);

        Assert.Contains("<b>Eve</b> {{ site }}", Text(mail), StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Eve&lt;/b&gt; {{ site }}", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Eve", mail.HtmlBody, StringComparison.Ordinal);
    }

    private async Task<Person> Approver(string name, string? locale)
    {
        var email = NewEmail();
        var made = (await _server.Operator.Post($"{Auth}/register", new
        {
            email,
            password = MembersServer.GoodPassword,
            contactInfo = new { firstName = name, locale },
        })).Done();
        var person = new Person(made.Member().Id(), email, MembersServer.GoodPassword, made);
        (await _server.Decide(person, "approve")).Done();
        await _server.Give(person, "approver");
        return person;
    }

    private static List<string> Links(string text) =>
        [.. text.Split('\n').Where(l => l.Contains("/decide?token=mdt_", StringComparison.Ordinal))];

    private static string Text(MimeMessage mail) => mail.TextBody!.Replace("\r\n", "\n", StringComparison.Ordinal);

    private Task<Reply> Get(string link) => _server.Visitor.SendUnchecked(new(HttpMethod.Get, new Uri(link).PathAndQuery));
}

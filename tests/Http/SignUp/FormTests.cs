using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.SignUp;

/// <summary>A site on which visitors register.</summary>
public sealed class RegisteringServer : SharedServer
{
    private protected override Task<MembersServer> Start() => MembersServer.Start([("Members:Elevate:0", "register")]);
}

/// <summary>The sign-up form, and what comes of its answers (admission, section 2). What each kind takes is in tests/Unit.</summary>
public sealed class FormTests(RegisteringServer shared) : IClassFixture<RegisteringServer>
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_form_is_kept_as_it_was_put_and_each_one_is_a_version()
    {
        await _server.Ask([]);
        var before = (await _server.Operator.Get(Definition)).Done().GetProperty("signupForm").GetProperty("version").GetInt32();
        var put = (await _server.Operator.Put(Definition, new { fields = EveryKind })).Done();

        Assert.Equal(put.GetRawText(), (await _server.Operator.Get(Definition)).Done().GetRawText());
        var form = put.GetProperty("signupForm");
        Assert.Equal(before + 1, form.GetProperty("version").GetInt32());
        var fields = form.GetProperty("fields");
        Assert.Equal(
            ["text", "longText", "choice", "choices", "date", "number", "consent"],
            fields.EnumerateArray().Select(f => f.Str("kind")));
        Assert.Equal("{\"de\":\"Verein\",\"en\":\"Club\"}", fields[0].GetProperty("label").GetRawText());
        Assert.Equal(("\"2000-01-01\"", "2.5"), (fields[4].GetProperty("min").GetRawText(), fields[5].GetProperty("max").GetRawText()));
        Assert.Equal(("[a-zA-Z ]+", "firstName"), (fields[0].Str("pattern"), fields[0].Str("storeAs")));
        Assert.Equal("answer", fields[1].Str("storeAs"));
    }

    [Fact]
    public async Task It_is_shown_in_the_language_asked_for_a_wider_one_the_sites_or_the_first_there_is()
    {
        await _server.Ask(
        [
            new { key = "club", kind = "text", label = new { de = "Verein", en = "Club" } },
            new { key = "city", kind = "text", label = new { fr = "Ville", it = "Citt\u00e0" } },
        ]);

        Assert.Equal("Verein Ville", await Labels("?lang=de"));
        Assert.Equal("Verein Ville", await Labels("?lang=DE-at"));
        Assert.Equal("Club Citt\u00e0", await Labels("?lang=it"));
        Assert.Equal("Club Ville", await Labels("?lang=nl"));
        Assert.Equal("Club Ville", await Labels(""));
        (await _server.Operator.Patch(SiteSettings, new { defaultLanguage = "de" })).Done();
        Assert.Equal("Verein Ville", await Labels(""));
        Assert.Equal("Verein Ville", await Labels("?lang=nl"));
        (await _server.Operator.Patch(SiteSettings, new { defaultLanguage = "en" })).Done();

        (await _server.Visitor.Get($"{Form}?lang={new string('x', 36)}")).Broke(("lang", "TOO_LONG"));
    }

    [Fact]
    public async Task Visitors_see_it_where_they_may_register_and_nowhere_else()
    {
        await _server.Ask([new { key = "club", kind = "text", label = En("Club"), storeAs = "nickname" }]);
        var shown = (await _server.Visitor.Get(Form)).Done().GetProperty("signupForm").GetProperty("fields")[0];
        Assert.Equal(["key", "kind", "label", "required"], shown.Names());
        (await _server.Visitor.Get(Definition)).Is(Fault.Unauthenticated);

        await using var closed = await MembersServer.Start();
        (await closed.Visitor.Get(Form)).Is(Fault.Unauthenticated);
        var (_, key) = await closed.CreateKey("members.authenticate");
        Assert.Equal("{\"signupForm\":{\"version\":0,\"fields\":[]}}", (await closed.Visitor.As(key).Get(Form)).Done().GetRawText());
        (await closed.Visitor.As(key).Put(Definition, new { fields = Array.Empty<object>() })).Is(Fault.PermissionDenied);
    }

    [Fact]
    public async Task Answers_are_kept_in_the_application_with_labels_and_kinds()
    {
        await _server.Ask(EveryKind);
        var email = NewEmail();
        var answers = new
        {
            club = "Chess",
            why = "So\nlong",
            level = "pro",
            days = new[] { "tue", "mon" },
            born = "2001-02-03",
            height = 1.80,
            rules = "2026-1",
        };
        var done = (await _server.Operator.Post(
            $"{Auth}/register", new { email, password = MembersServer.GoodPassword, answers, contactInfo = new { locale = "de" } })).Done();
        var application = await _server.Application(new Person(done.Member().Id(), email, MembersServer.GoodPassword, done));

        Assert.Equal(
            "{\"key\":\"club\",\"label\":\"Verein\",\"kind\":\"text\",\"value\":\"Chess\"}",
            application.GetProperty("answers")[0].GetRawText());
        Assert.Equal(
            ["\"Chess\"", "\"So\\nlong\"", "\"pro\"", "[\"tue\",\"mon\"]", "\"2001-02-03\"", "1.8", "\"2026-1\""],
            application.GetProperty("answers").EnumerateArray().Select(a => a.GetProperty("value").GetRawText()));
        var form = (await _server.Operator.Get(Definition)).Done().GetProperty("signupForm");
        Assert.Equal(form.GetProperty("version").GetInt32(), application.GetProperty("formVersion").GetInt32());
        Assert.Equal(("ACTIVE", "system"), (application.Str("status"), application.GetProperty("decision").GetProperty("by").Str("type")));
    }

    [Fact]
    public async Task What_is_stored_as_a_name_or_a_field_shows_in_the_member()
    {
        await _server.Ask(
        [
            new { key = "given", kind = "text", label = En("First name"), storeAs = "firstName" },
            new { key = "born", kind = "date", label = En("Born"), storeAs = "customField" },
        ]);
        var person = await _server.SignedUp(new { given = "Ann", born = "2001-02-03" });
        var member = person.Answer.Member();

        Assert.Equal("Ann", member.Str("firstName"));
        Assert.Equal(
            "[{\"name\":\"born\",\"dateValue\":\"2001-02-03T00:00:00.000Z\"}]", member.GetProperty("customFields").GetRawText());
        Assert.Equal("Ann", (await _server.Application(person)).Str("name"));
    }

    [Fact]
    public async Task A_changed_form_leaves_old_applications_as_they_were_answered()
    {
        await _server.Ask([new { key = "club", kind = "choice", label = En("Club"), options = new[] { Option("a", "Chess") } }]);
        var person = await _server.SignedUp(new { club = "a" });
        var before = await _server.Application(person);
        await _server.Ask([new { key = "club", kind = "number", label = En("How many clubs?") }]);

        Assert.Equal(before.GetRawText(), (await _server.Application(person)).GetRawText());
        Assert.Equal(
            "{\"key\":\"club\",\"label\":\"Club\",\"kind\":\"choice\",\"value\":\"a\"}", before.GetProperty("answers")[0].GetRawText());
        (await _server.SignUp(new { club = "a" })).Broke(("answers.club", "INVALID_VALUE"));
    }

    [Fact]
    public async Task What_cannot_work_is_refused_when_it_is_put_and_nothing_changes()
    {
        await _server.Ask([new { key = "club", kind = "text", label = En("Club") }]);
        var before = (await _server.Operator.Get(Definition)).Done().GetRawText();

        (await Put(new { key = "a", kind = "text", label = En("A"), pattern = "(a)\\1" })).Broke(("fields[0].pattern", "INVALID_PATTERN"));
        (await Put(new { key = "a b", kind = "choice", label = new { } }, new { key = "b", kind = "date", label = En("B"), min = "soon" }))
            .Broke(
                ("fields[0].key", "INVALID_NAME"),
                ("fields[0].label", "REQUIRED"),
                ("fields[0].options", "OUT_OF_RANGE"),
                ("fields[1].min", "INVALID_VALUE"));
        (await Put(new { key = "a\n", kind = "text", label = new Dictionary<string, string> { ["en\n"] = "A" } }))
            .Broke(("fields[0].key", "INVALID_NAME"), ("fields[0].label", "INVALID_LANGUAGE"));
        (await Put(new { key = "a", kind = "essay", label = En("A") })).Broke(("fields[0].kind", "UNKNOWN_VALUE"));
        (await Put(new { key = "a", kind = "text", label = En("A"), requird = true, pattern = "x" }))
            .Broke(("fields[0].requird", "UNKNOWN_FIELD"));
        (await Put(new { key = "a", kind = "choice", label = En("A"), options = new[] { new { value = "b", label = En("B"), x = 1 } } }))
            .Broke(("fields[0].options[0].x", "UNKNOWN_FIELD"));
        (await Put(Same(), Same())).Broke(("fields[1].key", "NOT_UNIQUE"));
        (await Put([.. Enumerable.Range(0, 31).Select(i => new { key = $"f{i}", kind = "text", label = En("F") })]))
            .Broke(("fields", "TOO_MANY"));
        (await _server.Operator.Put(Definition, new { })).Broke(("fields", "REQUIRED"));
        Assert.Equal(before, (await _server.Operator.Get(Definition)).Done().GetRawText());

        Task<Reply> Put(params object[] fields) => _server.Operator.Put(Definition, new { fields });

        object Same() => new { key = "a", kind = "text", label = En("A") };
    }

    private static object[] EveryKind =>
    [
        new { key = "club", kind = "text", label = new { en = "Club", de = "Verein" }, pattern = "[a-zA-Z ]+", storeAs = "firstName" },
        new { key = "why", kind = "longText", label = En("Why?"), min = 3, max = 1000, required = true },
        new { key = "level", kind = "choice", label = En("Level"), options = new[] { Option("pro", "Good"), Option("new", "Beginner") } },
        new { key = "days", kind = "choices", label = En("Days"), max = 2, options = new[] { Option("mon", "Mo"), Option("tue", "Tu") } },
        new { key = "born", kind = "date", label = En("Born"), min = "2000-01-01" },
        new { key = "height", kind = "number", label = En("Height"), min = 0.5, max = 2.5 },
        new { key = "rules", kind = "consent", label = En("Rules"), required = true, text = En("Be kind."), version = "2026-1" },
    ];

    private static object Option(string value, string label) => new { value, label = En(label) };

    private async Task<string> Labels(string query)
    {
        var fields = (await _server.Visitor.Get($"{Form}{query}")).Done().GetProperty("signupForm").GetProperty("fields");
        return string.Join(' ', fields.EnumerateArray().Select(f => f.Str("label")));
    }
}

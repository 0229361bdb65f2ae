using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.SignUp;

/// <summary>Rules of who gets in, by what is known when somebody signs up (admission, section 3).</summary>
public sealed class RulesTests(RegisteringServer shared) : IClassFixture<RegisteringServer>, IAsyncLifetime
{
    private static readonly object[] Club = [new { key = "club", kind = "text", label = En("Club") }];
    private readonly MembersServer _server = shared.Server;

    public async Task InitializeAsync() => await _server.Door("APPROVE");

    public async Task DisposeAsync() => await _server.Ask([]);

    [Fact]
    public async Task A_condition_that_is_misspelt_is_named_and_does_not_make_a_rule_for_everybody()
    {
        await _server.Ask([]);
        var misspelt = Rule("School", "approve", new { domainEndWith = new[] { "a.example" } });
        (await _server.Operator.Put(Rules, new { rules = new[] { misspelt } })).Broke(
            ("rules[0].when.domainEndWith", "UNKNOWN_FIELD"));
        (await _server.Operator.Put(Rules, new { rules = new[] { new { name = "A", then = "approve", wen = new { } } } }))
            .Broke(("rules[0].wen", "UNKNOWN_FIELD"));
        (await _server.Operator.Put(Rules, new { rules = new[] { Rule("A", "approve", new { answer = new { key = "a", equal = "b" } }) } }))
            .Broke(("rules[0].when.answer.equal", "UNKNOWN_FIELD"));
        Assert.Empty((await _server.Operator.Get(Rules)).Done().GetProperty("rules").EnumerateArray());
    }

    [Fact]
    public async Task Who_has_an_address_of_the_club_is_let_in_by_the_rule_that_says_so()
    {
        await _server.Ask([], Rule("Our own", "approve", new { domainIs = new[] { "Club.example" } }));
        var person = await _server.SignedUp(email: $"m{Guid.NewGuid():N}@CLUB.example");
        var application = await _server.Application(person);

        Assert.Equal(["member", "session"], person.Answer.Names());
        Assert.Equal(("ACTIVE", "Our own"), (application.Str("status"), application.Str("rule")));
        Assert.Equal("APPROVED", application.GetProperty("decision").Str("outcome"));
        Assert.Equal("{\"type\":\"rule\",\"name\":\"Our own\"}", application.GetProperty("decision").GetProperty("by").GetRawText());
        var history = application.GetProperty("history");
        Assert.Equal(["SUBMITTED", "APPROVED"], history.EnumerateArray().Select(h => h.Str("act")));
        Assert.Equal("Our own", history[1].Str("rule"));
        Assert.False(history[0].Has("rule"));
        Assert.Equal("PENDING", (await _server.SignedUp(email: $"m{Guid.NewGuid():N}@sub.club.example")).Answer.Member().Str("status"));
    }

    [Fact]
    public async Task Who_answers_so_waits_though_the_door_is_open()
    {
        await _server.Door("OPEN");
        await _server.Ask(
            Club,
            Rule("Selling", "queue", new { answer = new { key = "club", contains = "watch" } }),
            Rule("Golf", "queue", new { answer = new { key = "club", equals = "golf" } }));
        var seller = await _server.SignedUp(new { club = "Cheap WATCHES" });
        var application = await _server.Application(seller);

        Assert.Equal(["member", "approvalToken", "applicationToken"], seller.Answer.Names());
        Assert.Equal(("PENDING", "Selling"), (application.Str("status"), application.Str("rule")));
        Assert.False(application.Has("decision"));
        Assert.Equal("Golf", (await _server.Application(await _server.SignedUp(new { club = "GOLF" }))).Str("rule"));
        var other = await _server.Application(await _server.SignedUp(new { club = "Golf and more" }));
        Assert.Equal(("ACTIVE", false), (other.Str("status"), other.Has("rule")));
        Assert.Equal("ACTIVE", (await _server.SignedUp()).Answer.Member().Str("status"));
    }

    [Fact]
    public async Task Who_is_refused_reads_why_and_leaves_nothing_behind_whether_they_are_known_or_not()
    {
        var (email, taken) = ($"m{Guid.NewGuid():N}@mail.throwaway.example", $"m{Guid.NewGuid():N}@throwaway.example");
        await _server.SignedUp(email: taken);
        await _server.Ask(Club, new
        {
            name = "Throw-away",
            when = new { domainEndsWith = new[] { "throwaway.example" } },
            then = "refuse",
            text = "Take an address that you keep <b>longer</b>.",
        });

        var refused = (await _server.SignUp(new { club = "Chess" }, email)).Is(Fault.SignupRefused);
        Assert.Equal("Take an address that you keep <b>longer</b>.", refused.Json.Str("detail"));
        Assert.Equal("{}", refused.Data().GetRawText());
        Assert.Equal(refused.WithoutTrace(), (await _server.SignUp(new { club = "Chess" }, taken)).WithoutTrace());
        Assert.True(await _server.IsUnknown(email));
        Assert.Equal("PENDING", (await _server.SignedUp(email: $"m{Guid.NewGuid():N}@nothrowaway.example")).Answer.Member().Str("status"));

        // The form comes first.
        (await _server.SignUp(new { shoe = 42 }, email)).Broke(("answers.shoe", "UNKNOWN_FIELD"));
        await _server.Ask([], Rule("Throw-away", "refuse", new { addressIn = new[] { email.ToUpperInvariant() } }));
        Assert.NotEmpty((await _server.SignUp(email: email)).Is(Fault.SignupRefused).Json.Str("detail"));
        await _server.Ask([]);
        (await _server.SignUp(email: email)).Done();
    }

    [Fact]
    public async Task The_first_that_applies_decides_and_all_its_conditions_must_hold()
    {
        await _server.Ask(
            Club,
            Rule("Both", "approve", new { domainIs = new[] { "a.example" }, answer = new { key = "club", equals = "chess" } }),
            Rule("Here", "queue", new { domainIs = new[] { "a.example", "b.example" }, networkIn = new[] { "127.0.0.0/8" } }),
            Rule("Elsewhere", "refuse", new { networkIn = new[] { "192.0.2.0/24" } }),
            Rule("Invited", "refuse", new { invitation = "any" }),
            Rule("All", "approve"));

        Assert.Equal("Both ACTIVE", await Met("a.example", "Chess"));
        Assert.Equal("Here PENDING", await Met("a.example", "Golf"));
        Assert.Equal("Here PENDING", await Met("b.example", "Chess"));
        Assert.Equal("All ACTIVE", await Met("c.example", "Chess"));
    }

    [Fact]
    public async Task A_field_or_an_option_that_a_rule_reads_cannot_be_taken_from_the_form()
    {
        object[] form = [Level("pro", "new"), .. Club];
        await _server.Ask(
            form,
            Rule("Good ones", "approve", new { answer = new { key = "level", equals = "PRO" } }),
            Rule("Chess", "approve", new { answer = new { key = "club", contains = "chess" } }));
        var before = (await _server.Operator.Get(Definition)).Done().GetRawText();

        (await Put([Level("pro", "new")])).Broke(("fields", "FIELD_IN_USE"));
        (await Put([Level("new", "old"), .. Club])).Broke(("fields", "FIELD_IN_USE"));
        (await Put([])).Broke(("fields", "FIELD_IN_USE"), ("fields", "FIELD_IN_USE"));
        Assert.Equal(before, (await _server.Operator.Get(Definition)).Done().GetRawText());
        (await Put([Level("pro", "other"), .. Club])).Done();

        Task<Reply> Put(object[] fields) => _server.Operator.Put(Definition, new { fields });

        object Level(params string[] values) =>
            new { key = "level", kind = "choice", label = En("Level"), options = values.Select(value => new { value, label = En(value) }) };
    }

    [Fact]
    public async Task Rules_are_kept_in_their_order_and_wrong_ones_are_refused_with_their_paths()
    {
        await _server.Ask(Club, Rule("B", "queue", new { domainIs = new[] { "b.example" } }), Rule("A", "approve"));
        var before = (await _server.Operator.Get(Rules)).Done();
        Assert.Equal(
            "{\"name\":\"B\",\"when\":{\"domainIs\":[\"b.example\"]},\"then\":\"queue\"}", before.GetProperty("rules")[0].GetRawText());
        Assert.Equal(["B", "A"], before.GetProperty("rules").EnumerateArray().Select(r => r.Str("name")));

        (await Put(new { then = "approve" }, Rule("X", "admit"))).Broke(("rules[1].then", "UNKNOWN_VALUE"));
        (await Put(Rule(" ", "approve"), new
        {
            name = "X",
            when = new
            {
                domainIs = new[] { "no domain" },
                addressIn = new[] { "ann" },
                networkIn = new[] { "10.0.0.0/8", "10.0.0.0/25" },
                invitation = "1",
                answer = new { key = "shoe", equals = "42" },
            },
            then = "refuse",
            text = new string('x', 1001),
        })).Broke(
            ("rules[0].name", "REQUIRED"),
            ("rules[1].when.domainIs[0]", "INVALID_VALUE"),
            ("rules[1].when.addressIn[0]", "INVALID_VALUE"),
            ("rules[1].when.networkIn[1]", "INVALID_VALUE"),
            ("rules[1].when.invitation", "INVALID_ID"),
            ("rules[1].when.answer.key", "UNKNOWN_FIELD"),
            ("rules[1].text", "TOO_LONG"));
        (await Put(Rule("X", "queue", new { answer = new { key = "club", equals = "a", contains = "b" } })))
            .Broke(("rules[0].when.answer", "INVALID_VALUE"));
        (await Put(Rule("X", "queue"), Rule("x", "queue"))).Broke(("rules[1].name", "NOT_UNIQUE"));
        (await Put([.. Enumerable.Range(0, 101).Select(i => Rule($"{i}", "queue"))])).Broke(("rules", "TOO_MANY"));
        (await _server.Operator.Put(Rules, new { })).Broke(("rules", "REQUIRED"));
        Assert.Equal(before.GetRawText(), (await _server.Operator.Get(Rules)).Done().GetRawText());

        Task<Reply> Put(params object[] rules) => _server.Operator.Put(Rules, new { rules });
    }

    private async Task<string> Met(string domain, string club)
    {
        var application = await _server.Application(await _server.SignedUp(new { club }, $"m{Guid.NewGuid():N}@{domain}"));
        return $"{application.Str("rule")} {application.Str("status")}";
    }
}

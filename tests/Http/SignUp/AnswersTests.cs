using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.SignUp;

/// <summary>Answers to the sign-up form: which are refused, and how they are found again (admission, sections 2 and 4).</summary>
public sealed class AnswersTests(RegisteringServer shared) : IClassFixture<RegisteringServer>
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Everything_wrong_is_named_at_once_and_nothing_is_stored()
    {
        await _server.Ask(
        [
            new { key = "club", kind = "text", label = En("Club"), max = 5 },
            new { key = "why", kind = "longText", label = En("Why?"), required = true },
            new { key = "level", kind = "choice", label = En("Level"), options = new[] { new { value = "pro", label = En("Good") } } },
            new { key = "born", kind = "date", label = En("Born"), max = "2010-12-31" },
            new { key = "code", kind = "text", label = En("Code"), pattern = "[0-9]{4}" },
            new { key = "rules", kind = "consent", label = En("Rules"), text = En("Be kind."), version = "2" },
        ]);
        var email = NewEmail();
        var wrong = new { club = "Skating", level = "Good", born = "2011-01-01", code = "x1234", rules = "1", shoe = 42 };

        (await _server.SignUp(wrong, email)).Broke(
            ("answers.shoe", "UNKNOWN_FIELD"),
            ("answers.club", "TOO_LONG"),
            ("answers.why", "REQUIRED"),
            ("answers.level", "UNKNOWN_VALUE"),
            ("answers.born", "OUT_OF_RANGE"),
            ("answers.code", "INVALID_FORMAT"),
            ("answers.rules", "OTHER_VERSION"));
        Assert.True(await _server.IsUnknown(email));
        var right = new { club = "Chess", why = "So", level = "pro", born = "2010-12-31", code = "1234", rules = "2" };
        Assert.Equal(6, (await _server.Application(await _server.SignedUp(right, email))).GetProperty("answers").GetArrayLength());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\" \\n\"")]
    [InlineData("[]")]
    public async Task What_says_nothing_is_missing(string value)
    {
        await _server.Ask([new { key = "club", kind = "text", label = En("Club"), required = true }]);
        var body = $$"""{ "email": "{{NewEmail()}}", "password": "{{MembersServer.GoodPassword}}", "answers": { "club": {{value}} } }""";
        (await _server.Operator.PostRaw($"{Auth}/register", body)).Broke(("answers.club", "REQUIRED"));

        // What need not be answered is not kept either, and nobody has applied.
        await _server.Ask([new { key = "club", kind = "text", label = En("Club") }]);
        var member = (await _server.Operator.PostRaw($"{Auth}/register", body)).Done().Member();
        (await _server.Operator.Get($"{Queue.Applications}/{member.Id()}")).Is(Fault.MemberNotFound);
    }

    [Fact]
    public async Task Lines_break_in_long_texts_alone_and_there_is_an_end_to_it()
    {
        await _server.Ask([.. "abcdef".Select(c => new { key = $"{c}", kind = c == 'a' ? "text" : "longText", label = En("Text") })]);
        (await _server.SignUp(new { a = "two\nlines", b = "two\nlines", c = "\0" })).Broke(
            ("answers.a", "INVALID_CHARACTER"), ("answers.c", "INVALID_CHARACTER"));

        var most = new string('x', 2000);
        (await _server.SignUp(new { a = "x", b = most, c = most, d = most, e = most, f = most })).Broke(
            ("answers", "TOO_LONG"));
        (await _server.SignUp(new { a = new string('x', 201), b = most + "x" })).Broke(
            ("answers.a", "TOO_LONG"), ("answers.b", "TOO_LONG"));
        (await _server.SignUp(new { b = most, c = most, d = most, e = most })).Done();
    }

    [Fact]
    public async Task Answers_are_found_by_what_they_say()
    {
        await _server.Ask([new { key = "club", kind = "text", label = En("Club") }]);
        var person = await _server.SignedUp(new { club = "Zitherfreunde \u00d6hringen" });
        await _server.SignedUp(new { club = "Chess" });

        Assert.Equal([person.Id], await Found("?status=ANY&q=freunde%20%C3%B6hr"));
        Assert.Empty(await Found("?q=zitherfreunde"));
    }

    [Fact]
    public async Task Copies_of_a_long_answer_are_counted_for_thirty_days()
    {
        await _server.Ask([new { key = "why", kind = "longText", label = En("Why?") }]);
        var text = $"I sell watches {Guid.NewGuid():N}";
        var first = await _server.SignedUp(new { why = text });
        await _server.SignedUp(new { why = text.ToUpperInvariant() });
        await _server.SignedUp(new { why = text + "!" });
        var (one, _) = (await _server.SignedUp(new { why = "Hello" }), await _server.SignedUp(new { why = "Hello" }));

        Assert.Equal(1, (await _server.Application(first)).GetProperty("sameAnswers").GetInt32());
        Assert.Equal(0, (await _server.Application(one)).GetProperty("sameAnswers").GetInt32());
        _server.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(0, (await _server.Application(first)).GetProperty("sameAnswers").GetInt32());
    }

    private async Task<IReadOnlyList<Guid>> Found(string query) =>
    [
        .. (await _server.Operator.Get($"{Queue.Applications}{query}")).Done().GetProperty("applications").EnumerateArray()
            .Select(a => a.Id()),
    ];
}

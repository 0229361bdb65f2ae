using System.Diagnostics;
using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>Texts that are too long, cut short, broken inside, or slow to look at.</summary>
[Collection(HostileCollection.Name)]
public sealed class StringTests(AutomaticServer shared)
{
    // Far above what any of these takes, far below what an exponential matcher or a hash of a megabyte would.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);
    private static readonly string[] Fields =
    [
        "email", "newEmail", "id", "token", "password", "currentPassword", "newPassword", "name", "signupApproval", "profilePrivacyStatus",
        "reason", "note", "text", "seen", "outcome",
    ];
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string> SlowAddresses =>
    [
        new string('a', 254),
        new string('a', 253) + "@",
        "@" + new string('a', 253),
        new string('@', 254),
        new string('.', 254),
        string.Concat(Enumerable.Repeat("a.", 127)),
        "a@" + string.Concat(Enumerable.Repeat("a.", 126)),
        "a@" + string.Concat(Enumerable.Repeat("xn--", 60)),
        "a@" + new string('-', 250) + "a",
        "a@" + new string('\u0301', 240),
        "a@" + new string('\ufdfa', 240),
        new string('a', 60_000) + "@example.com",
        "a@" + string.Concat(Enumerable.Repeat("\u00e9.", 6_000)),
        string.Concat(Enumerable.Repeat("\"a\"", 3_000)),
    ];

    public static TheoryData<string> SlowPasswords =>
    [
        new string('a', 254),
        new string('a', 60_000),
        string.Concat(Enumerable.Repeat("password", 12)),
        string.Concat(Enumerable.Repeat("qwerty1234", 10)),
        string.Concat(Enumerable.Repeat("@4$5!1|", 14)),
        new string('\ufdfa', 100),
        string.Concat(Enumerable.Repeat("a\u0301\u0327\u0323", 250)),
        new string('\u0301', 1000),
        string.Concat(Enumerable.Repeat("\U0001F468\u200d", 300)),
        string.Concat(Enumerable.Repeat("01012000", 12)),
    ];

    [Theory]
    [MemberData(nameof(SlowAddresses))]
    public async Task An_address_that_is_slow_to_match_is_refused_at_once(string email) => await AtOnce(
        async () =>
        {
            (await _server.Operator.Post($"{Auth}/register", new { email, password = MembersServer.GoodPassword }))
                .Broke(("email", "INVALID_EMAIL"));
            (await _server.Operator.Post($"{Auth}/block", new { email })).Broke(("email", "INVALID_EMAIL"));
            (await _server.Login(email, MembersServer.GoodPassword)).Is(Fault.InvalidCredentials);
        });

    [Theory]
    [MemberData(nameof(SlowPasswords))]
    public async Task A_password_that_is_slow_to_match_is_judged_at_once(string password)
    {
        var person = await shared.Somebody();
        await AtOnce(async () =>
        {
            var reply = await _server.Operator.Post($"{Auth}/register", new { email = NewEmail(), password });
            Assert.True(reply.Status is 200 or 400, reply.ToString());
            (await _server.Login(person.Email, password)).Is(Fault.InvalidCredentials);
        });
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udfff")]
    [InlineData("\\udc00\\ud800")]
    [InlineData("xxxxxxxxxx\\ud83d")]
    [InlineData("\\ud83dxxxxxxxxxx")]
    public async Task Half_a_surrogate_pair_is_refused_in_every_field_of_every_body(string broken)
    {
        var body = $"{{{string.Join(',', Fields.Select(f => $"\"{f}\":\"{broken}\""))}}}";
        foreach (var operation in Access.Operations.All.Where(
            o => o.TakesBody && o.WhenEmpty is not null && !o.Path.EndsWith("/claim", StringComparison.Ordinal)))
        {
            var api = operation.Who == Access.Who.Member ? await _server.Member(await shared.Somebody()) : _server.Operator;
            var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            (await api.Send(new HttpMethod(operation.Method), Access.Operations.Filled(
                operation.Path, Guid.NewGuid()), content)).Is(Fault.Invalid);
        }
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\0the rest is not looked at by what is written in C")]
    [InlineData("x")]
    [InlineData(" ")]
    [InlineData("\u200b")]
    public async Task A_right_password_with_something_behind_it_is_a_wrong_one(string behind)
    {
        var people = new[]
        {
            MembersServer.GoodPassword, string.Concat(Enumerable.Repeat("Qz7!kL2w", 9)),
            string.Concat(Enumerable.Repeat("\U0001F98A", 18)) + "-and-some-7",
        };
        foreach (var password in people)
        {
            var person = await _server.Register(password: password);
            Assert.False(await _server.CanLogIn(person.Email, password + behind));
            Assert.False(await _server.CanLogIn(person.Email, password.Insert(password.Length - 2, behind)));
            Assert.True(await _server.CanLogIn(person.Email, password));
        }
    }

    [Fact]
    public async Task Letters_that_look_alike_are_different_letters_in_a_password()
    {
        var person = await _server.Register(password: "plain-letters-of-fire-9");
        foreach (var alike in new[]
        {
            "plain-letters-of-\ufb01re-9", "pl\u0430in-letters-of-fire-9", "\uff50lain-letters-of-fire-9", "plain-letter\u017f-of-fire-9",
            "plain\u2011letters-of-fire-9", "PLAIN-LETTERS-OF-FIRE-9",
        })
        {
            Assert.False(await _server.CanLogIn(person.Email, alike));
        }
    }

    [Fact]
    public async Task A_text_of_the_longest_body_is_refused_by_its_field_everywhere()
    {
        var longest = new string('x', 30_000);
        (await _server.Operator.Post("/v1/api-keys", new { name = longest, scopes = new[] { "members.manage" } }))
            .Broke(("name", "INVALID_NAME"));
        (await _server.Operator.Post($"{Auth}/block", new { id = longest })).Broke(("id", "INVALID_ID"));
        (await _server.Operator.Post($"{Auth}/approve", new { token = longest })).Is(Fault.TokenInvalid);
        (await _server.Apply(longest)).Is(Fault.TokenInvalid);
        (await _server.SetPassword(longest, longest)).Is(Fault.TokenInvalid);
        (await _server.Operator.PostForm($"{Auth}/introspect", ("token", longest))).Done();
        var person = await shared.Somebody();
        var member = await _server.Member(person);
        Assert.Equal(
            400, (await member.Post($"{Auth}/change-password", new { currentPassword = person.Password, newPassword = longest })).Status);
        Assert.DoesNotContain("xxxxxxxxxxxxxxxx", _server.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "xxxxxxxxxxxxxxxx", JsonSerializer.Serialize((await _server.Operator.Get("/v1/api-keys")).Done()), StringComparison.Ordinal);
    }

    private static async Task AtOnce(Func<Task> calls)
    {
        var watch = Stopwatch.StartNew();
        await calls();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Bound);
    }
}

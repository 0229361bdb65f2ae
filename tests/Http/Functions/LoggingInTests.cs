using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Functions;

/// <summary>login (contract, section 1; wix-contract F30 to F38).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class LoggingInTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task The_right_password_gives_the_member_with_a_fresh_login_date_and_a_ticket()
    {
        var person = await _server.Register();
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        var answer = (await _server.Login(person)).Done();

        Assert.Equal(["member", "session"], answer.Names());
        Assert.Equal(person.Id, answer.Member().Id());
        Assert.Equal(
            _server.Clock.GetUtcNow(), answer.Member().GetProperty("lastLoginDate").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.Equal(answer.Member().GetRawText(), (await _server.Operator.Get($"/v1/members/{person.Id}")).Done().Member().GetRawText());
        (await _server.Apply(answer.Ticket())).Done();
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\u00a0")]
    [InlineData("\u200b")]
    [InlineData("\ufeff")]
    public async Task What_pasting_leaves_around_an_address_is_dropped_wherever_one_is_read(string around)
    {
        var email = NewEmail();
        var pasted = around + email + around;
        var credentials = new { email = pasted, password = "plain old words" };
        var registered = (await _server.Operator.Post($"{Auth}/register", credentials)).Done().Member();
        var id = registered.Id();

        Assert.Equal(email, registered.Str("loginEmail"));
        Assert.Equal(id, (await _server.Operator.Post($"{Auth}/login", credentials)).Done().Member().Id());
        var listed = (await _server.Operator.Get($"/v1/members?email={Uri.EscapeDataString(pasted)}")).Done();
        Assert.Equal(id, listed.GetProperty("members")[0].Id());
        (await _server.Operator.Post($"{Auth}/block", new { email = pasted })).Done();
        (await _server.Operator.Patch($"{Auth}/members/{id}/change-login-email", new { newEmail = $"{around}2{email}" })).Done();
        Assert.Contains($"\"2{email}\"", await _server.Shown(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_address_and_what_cannot_be_either_get_the_same_bytes()
    {
        var person = await _server.Register();
        var before = await _server.Shown(person.Id);
        string?[][] tries =
        [
            [person.Email, "not-the-password-77"],
            [NewEmail(), person.Password],
            [NewEmail(), "not-the-password-77"],
            ["no address", person.Password],
            [person.Email, ""],
            [person.Email, null],
            [null, person.Password],
            [person.Email, "short"],
            [person.Email, new string('p', 5000)],
            [person.Email, person.Password + " "],
            [person.Email, person.Password.ToUpperInvariant()],
            ["\n" + person.Email, person.Password],
        ];
        var answers = new List<string>();
        foreach (var attempt in tries)
        {
            var reply = (await _server.Operator.Post($"{Auth}/login", new { email = attempt[0], password = attempt[1] }))
                .Is(Fault.InvalidCredentials);
            answers.Add(reply.Text.Replace(reply.Json.Str("traceId"), "", StringComparison.Ordinal) + string.Join(
                '\n', reply.Headers.Where(h => h.Key is not ("Date" or "x-wix-request-id"))
                .Select(h => $"{h.Key}: {string.Join(',', h.Value)}")));
        }

        Assert.Single(answers.Distinct());
        Assert.Equal(before, await _server.Shown(person.Id));
    }

    [Fact]
    public async Task An_unknown_address_never_becomes_a_member()
    {
        var email = NewEmail();
        (await _server.Login(email, MembersServer.GoodPassword)).Is(Fault.InvalidCredentials);
        Assert.Empty((await _server.Operator.Get($"/v1/members?email={email}")).Done().GetProperty("members").EnumerateArray());
        await _server.Register(email);
    }

    [Fact]
    public async Task A_ticket_is_good_for_two_minutes_and_once()
    {
        var person = await _server.Register();
        var (used, late) = ((await _server.Login(person)).Done().Ticket(), (await _server.Login(person)).Done().Ticket());
        _server.Clock.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromSeconds(1));
        (await _server.Apply(used)).Done();
        (await _server.Apply(used)).Is(Fault.TokenInvalid);

        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _server.Apply(late)).Is(Fault.TokenExpired);
    }

    [Fact]
    public async Task A_login_leaves_other_sessions_and_tickets_alone()
    {
        var person = await _server.Register();
        var (session, ticket) = (await _server.OpenSession(person), await _server.Ticket(person));
        (await _server.Login(person)).Done();
        Assert.True(await _server.IsLive(session));
        (await _server.Apply(ticket)).Done();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{\"email\":1,\"password\":true}")]
    [InlineData("{\"email\":{},\"password\":[]}")]
    [InlineData("{\"email\":\"a@example.com\",\"password\":\"\\ud800xxxxxxx\"}")]
    [InlineData("{\"email\":\"a@example.com\",\"email\":\"b@example.com\",\"password\":\"tin-wolf-harbour-41\"}")]
    public async Task A_malformed_login_is_an_application_error_and_never_a_validation_error(string body)
    {
        var reply = (await _server.Operator.PostRaw($"{Auth}/login", body)).Is(Fault.Invalid);
        Assert.Equal(["applicationError"], reply.Json.GetProperty("details").Names());
    }

    [Fact]
    public async Task A_login_of_another_content_type_or_too_large_is_an_application_error_too()
    {
        Assert.Equal(
            ["applicationError"],
            (await _server.Operator.PostRaw($"{Auth}/login", "{}", "text/plain")).Is(Fault.NotJson).Json.GetProperty("details").Names());
        Assert.Equal(
            ["applicationError"],
            (await _server.Operator.PostRaw($"{Auth}/login", new byte[70_000])).Is(Fault.TooLarge).Json.GetProperty("details").Names());
    }
}

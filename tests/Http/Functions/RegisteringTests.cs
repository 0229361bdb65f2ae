using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Functions;

/// <summary>register (contract, section 1; wix-contract F1 to F10).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class RegisteringTests(AutomaticServer shared)
{
    private const string Register = $"{Auth}/register";
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task With_automatic_approval_the_member_is_active_and_gets_a_ticket_and_no_approval_token()
    {
        var email = NewEmail();
        var answer = (await _server.Operator.Post(Register, new { email, password = MembersServer.GoodPassword })).Done();

        Assert.Equal(["member", "session"], answer.Names());
        Assert.Equal("ACTIVE", answer.Member().Str("status"));
        Assert.Equal(email, answer.Member().Str("loginEmail"));
        Assert.Equal(["token"], answer.GetProperty("session").Names());
        (await _server.Apply(answer.Ticket())).Done();
    }

    [Fact]
    public async Task A_member_who_told_nothing_is_private_unverified_and_has_empty_lists()
    {
        var member = (await _server.Register()).Answer.Member();

        Assert.Equal("PRIVATE", member.Str("profilePrivacyStatus"));
        Assert.False(member.GetProperty("emailVerified").GetBoolean());
        Assert.All(["emails", "phones", "addresses", "customFields"], list => Assert.Empty(member.GetProperty(list).EnumerateArray()));
        Assert.All(
            ["firstName", "lastName", "picture", "lastLoginDate", "nickname", "slug"], absent => Assert.False(member.Has(absent), absent));
        Assert.NotEqual(member.Id(), member.Id("contactId"));
        Assert.Equal(_server.Clock.GetUtcNow(), member.GetProperty("creationDate").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.Equal(_server.Clock.GetUtcNow(), member.GetProperty("lastUpdateDate").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task What_the_contact_info_says_comes_back_with_the_kind_of_each_custom_field_kept()
    {
        var email = NewEmail();
        var contactInfo = new
        {
            firstName = "Ann",
            lastName = "O'Neil <b>",
            picture = "https://img.example.org/ann.png",
            emails = new[] { "second@example.org" },
            phones = new[] { "+44 20 7946 0000" },
            labels = new[] { "vip" },
            locale = "en-GB",
            customFields = new object[]
            {
                new { name = "club", strValue = "Rowing \ud83d\udea3" },
                new { name = "shoe", numValue = 41.5 },
                new { name = "since", dateValue = "2020-02-29T23:00:00-02:00" },
            },
        };
        var registered = (await _server.Operator.Post(Register, new { email, password = MembersServer.GoodPassword, contactInfo })).Done()
            .Member();
        var read = (await _server.Operator.Get($"/v1/members/{registered.Id()}")).Done().Member();

        Assert.Equal(registered.GetRawText(), read.GetRawText());
        Assert.Equal(
            ("Ann", "O'Neil <b>", "https://img.example.org/ann.png"), (read.Str("firstName"), read.Str("lastName"), read.Str("picture")));
        Assert.Equal(
            ("second@example.org", "+44 20 7946 0000"),
            (read.GetProperty("emails")[0].GetString(), read.GetProperty("phones")[0].GetString()));
        var fields = read.GetProperty("customFields").EnumerateArray().ToArray();
        Assert.Equal(["name", "strValue"], fields[0].Names());
        Assert.Equal("Rowing \ud83d\udea3", fields[0].Str("strValue"));
        Assert.Equal(["name", "numValue"], fields[1].Names());
        Assert.Equal(41.5, fields[1].GetProperty("numValue").GetDouble());
        Assert.Equal(["name", "dateValue"], fields[2].Names());
        Assert.Equal("2020-03-01T01:00:00.000Z", fields[2].Str("dateValue"));
    }

    [Theory]
    [InlineData("PUBLIC")]
    [InlineData("COMMUNITY")]
    [InlineData("PRIVATE")]
    public async Task The_privacy_asked_for_is_the_members(string profilePrivacyStatus)
    {
        var answer = await _server.Operator.Post(
            Register, new { email = NewEmail(), password = MembersServer.GoodPassword, profilePrivacyStatus });
        Assert.Equal(profilePrivacyStatus, answer.Done().Member().Str("profilePrivacyStatus"));
    }

    [Fact]
    public async Task A_taken_address_is_a_conflict_in_any_letter_case_and_nothing_changes()
    {
        var person = await _server.Register();
        var before = await _server.Shown(person.Id);
        foreach (var email in new[]
        {
            person.Email, person.Email.ToUpperInvariant(), person.Email.Replace("example", "eXampLe", StringComparison.Ordinal),
        })
        {
            (await _server.Operator.Post(Register, new { email, password = "another-good-password-9" })).Is(Fault.EmailAlreadyExists);
        }

        Assert.Equal(before, await _server.Shown(person.Id));
        Assert.False(await _server.CanLogIn(person.Email, "another-good-password-9"));
    }

    [Fact]
    public async Task The_address_of_a_blocked_member_stays_taken_and_they_stay_blocked()
    {
        var person = await _server.RegisterBlocked();
        (await _server.Operator.Post(Register, new { email = person.Email, password = person.Password })).Is(Fault.EmailAlreadyExists);
        Assert.Equal("BLOCKED", await _server.Status(person));
    }

    [Fact]
    public async Task An_address_is_shown_as_typed_and_logs_in_in_any_letter_case()
    {
        var email = NewEmail().Replace("m", "M", StringComparison.Ordinal).Replace("example", "Example", StringComparison.Ordinal);
        var person = await _server.Register(email);
        Assert.Equal(email, person.Answer.Member().Str("loginEmail"));
        Assert.Equal(email, (await _server.Login(email.ToLowerInvariant(), person.Password)).Done().Member().Str("loginEmail"));
        Assert.Equal(person.Id, (await _server.Login(email.ToUpperInvariant(), person.Password)).Done().Member().Id());
    }

    [Fact]
    public async Task A_domain_of_other_letters_is_the_same_as_its_ascii_form()
    {
        var local = $"m{Guid.NewGuid():N}";
        var person = await _server.Register($"{local}@bücher.example");
        Assert.Equal($"{local}@xn--bcher-kva.example", person.Answer.Member().Str("loginEmail"));
        (await _server.Operator.Post(Register, new { email = $"{local}@XN--BCHER-KVA.example", password = person.Password }))
            .Is(Fault.EmailAlreadyExists);
        Assert.Equal(person.Id, (await _server.Login($"{local}@BU\u0308CHER.example", person.Password)).Done().Member().Id());
    }

    // The storage provider would read such a local part as a number, and these as the same one (security finding N2).
    [Fact]
    public async Task Addresses_that_look_like_one_hexadecimal_number_are_different_members()
    {
        var rest = $"+{Guid.NewGuid():N}@example.org";
        var ids = new List<Guid>();
        foreach (var email in new[] { "abe" + rest, "0abe" + rest, "00abe" + rest, "abf" + rest })
        {
            ids.Add((await _server.Register(email)).Id);
        }

        Assert.Equal(4, ids.Distinct().Count());
    }

    [Fact]
    public async Task Members_of_the_body_that_nobody_knows_are_ignored_also_inside_others()
    {
        var answer = await _server.Operator.Post(Register, new
        {
            email = NewEmail(),
            password = MembersServer.GoodPassword,
            status = "BLOCKED",
            id = Guid.Empty,
            role = "admin",
            contactInfo = new { firstName = "Ann", emailVerified = true },
        });
        Assert.Equal("ACTIVE", answer.Done().Member().Str("status"));
        Assert.False(answer.Json.Member().GetProperty("emailVerified").GetBoolean());
        Assert.NotEqual(Guid.Empty, answer.Json.Member().Id());
    }

    [Fact]
    public async Task The_same_idempotency_key_gives_the_same_member_and_a_ticket_that_works()
    {
        var (key, body) = (Guid.NewGuid().ToString(), new { email = NewEmail(), password = MembersServer.GoodPassword });
        var first = (await Named(key, body)).Done();
        var second = (await Named(key, body)).Done();

        Assert.Equal(first.Member().Id(), second.Member().Id());
        (await _server.Apply(second.Ticket())).Done();
    }

    [Fact]
    public async Task An_idempotency_key_is_refused_for_another_registration_and_gives_nobody_a_ticket()
    {
        var (key, email) = (Guid.NewGuid().ToString(), NewEmail());
        (await Named(key, new { email, password = MembersServer.GoodPassword })).Done();

        (await Named(key, new { email, password = "quite-another-password-3" })).Broke(("Idempotency-Key", "KEY_REUSED"));
        (await Named(key, new { email = NewEmail(), password = MembersServer.GoodPassword })).Broke(("Idempotency-Key", "KEY_REUSED"));
    }

    [Fact]
    public async Task An_idempotency_key_that_is_too_long_is_refused()
    {
        var body = new { email = NewEmail(), password = MembersServer.GoodPassword };
        (await Named(new string('k', 256), body)).Broke(("Idempotency-Key", "INVALID_KEY"));
        (await Named(new string('k', 255), body)).Done();
    }

    [Fact]
    public async Task Without_the_key_the_same_registration_twice_is_a_conflict()
    {
        var body = new { email = NewEmail(), password = MembersServer.GoodPassword };
        (await _server.Operator.Post(Register, body)).Done();
        (await _server.Operator.Post(Register, body)).Is(Fault.EmailAlreadyExists);
    }

    [Fact]
    public async Task Nothing_secret_is_in_what_is_shown_of_a_member()
    {
        var person = await _server.Register();
        await _server.OpenSession(person);
        Assert.Equal(
            [
                "id", "loginEmail", "status", "profilePrivacyStatus", "creationDate", "lastUpdateDate", "emails", "phones", "labels",
                "addresses", "customFields", "contactId", "emailVerified",
            ],
            JsonDocument.Parse(await _server.Shown(person.Id)).RootElement.Member().Names());
    }

    private Task<Reply> Named(string key, object body) =>
        _server.Operator.Send(HttpMethod.Post, Register, Api.JsonOf(body), ("Idempotency-Key", key));
}

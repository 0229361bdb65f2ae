using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Functions;

/// <summary>What a password may be (contract, section 1; security finding N5).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class PasswordRulesTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string, string> Refused => new()
    {
        { "Qz7!kL2", "TOO_SHORT" },
        { string.Concat(Enumerable.Repeat("Qz7!kL2w%M", 10)) + "x", "TOO_LONG" },
        { string.Concat(Enumerable.Repeat("\U0001F98A\U0001F680", 50)) + "x", "TOO_LONG" },
        { "\U0001F98A\U0001F680\U0001F98A\U0001F680\U0001F98A\U0001F680\U0001F98A", "TOO_SHORT" },
        { "password", "TOO_COMMON" },
        { "12345678", "TOO_COMMON" },
        { "P4ssw0rd", "TOO_COMMON" },
        { "00000000", "TOO_COMMON" },
        { "12341234", "TOO_COMMON" },
        { "0987654321", "TOO_COMMON" },
        { "zxcvfdsa", "TOO_COMMON" },
        { "24.12.1987", "TOO_COMMON" },
        { "members1", "TOO_COMMON" }, // the site's name in mails
        { "", "REQUIRED" },
        { "line\nbreak-in-it", "INVALID_CHARACTER" },
        { "nul\0in-the-middle", "INVALID_CHARACTER" },
    };

    public static TheoryData<string> Accepted =>
    [
        "Qz7!kL2w",
        string.Concat(Enumerable.Repeat("Qz7!kL2w%M", 10)),
        string.Concat(Enumerable.Repeat("\U0001F98A\U0001F680", 50)),
        "\U0001F98A\U0001F680\U0001F98A\U0001F680\U0001F98A\U0001F680\U0001F98A\U0001F438",
        "пароль-и-ещё-семь",
        "        ,       ",
        "<script>alert('x')</script>",
        "correct horse battery staple",
        "my cat likes tuna",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_password_that_breaks_a_rule_makes_no_member(string password, string rule)
    {
        var email = NewEmail();
        (await _server.Operator.Post($"{Auth}/register", new { email, password })).Broke(("password", rule));
        Assert.Empty((await _server.Operator.Get($"/v1/members?email={email}")).Done().GetProperty("members").EnumerateArray());
        await _server.Register(email);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task A_password_of_eight_to_a_hundred_code_points_of_any_letters_is_accepted_and_logs_in(string password)
    {
        var person = await _server.Register(password: password);
        (await _server.Login(person)).Done();
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_no_password()
    {
        var email = NewEmail();
        (await _server.Operator.PostRaw($"{Auth}/register", $$"""{"email":"{{email}}","password":"\ud83dxxxxxxxx"}"""))
            .Broke(("body", "MALFORMED"));
        await _server.Register(email);
    }

    // bcrypt alone stops at 72 bytes without saying so.
    [Theory]
    [InlineData(0)]
    [InlineData(35)]
    [InlineData(71)]
    [InlineData(72)]
    [InlineData(73)]
    [InlineData(99)]
    public async Task Every_character_of_a_long_password_counts(int position)
    {
        var password = string.Concat(Enumerable.Repeat("Qz7!kL2w%M", 10));
        var person = await _server.Register(password: password);
        Assert.False(await _server.CanLogIn(person.Email, password.Remove(position, 1).Insert(position, "_")));
        Assert.False(await _server.CanLogIn(person.Email, password.Remove(position, 1)));
        Assert.True(await _server.CanLogIn(person.Email, password));
    }

    [Fact]
    public async Task The_last_emoji_of_a_hundred_counts()
    {
        var password = string.Concat(Enumerable.Repeat("\U0001F98A\U0001F680", 50));
        var person = await _server.Register(password: password);
        Assert.False(await _server.CanLogIn(person.Email, password[..^2] + "\U0001F438"));
        Assert.True(await _server.CanLogIn(person.Email, password));
    }

    [Fact]
    public async Task A_letter_with_an_accent_is_one_character_however_the_keyboard_sends_it()
    {
        var person = await _server.Register(password: "cafe\u0301-au-lait-9");
        Assert.True(await _server.CanLogIn(person.Email, "caf\u00e9-au-lait-9"));
        (await _server.Operator.Post($"{Auth}/register", new { email = NewEmail(), password = "e\u0301e\u0301e\u0301e\u0301" }))
            .Broke(("password", "TOO_SHORT"));
    }

    [Fact]
    public async Task The_members_own_address_is_a_common_password()
    {
        var email = NewEmail();
        (await _server.Operator.Post($"{Auth}/register", new { email, password = email })).Broke(("password", "TOO_COMMON"));
        (await _server.Operator.Post($"{Auth}/register", new { email, password = email.Split('@')[0].ToUpperInvariant() }))
            .Broke(("password", "TOO_COMMON"));
    }

    [Theory]
    [InlineData("Theodora7")]
    [InlineData("theodora.vexington")]
    [InlineData("VexingtonTheodora!")]
    [InlineData("snowdrop42")]
    [InlineData("arodoeht")]
    public async Task The_members_own_names_with_little_behind_them_are_no_password(string password)
    {
        var contactInfo = new { firstName = "Theodora", lastName = "Vexington", nickname = "Snowdrop" };
        (await _server.Operator.Post($"{Auth}/register", new { email = NewEmail(), password, contactInfo }))
            .Broke(("password", "TOO_COMMON"));
    }

    [Fact]
    public async Task The_members_own_names_are_no_new_password_either()
    {
        var person = await _server.Register();
        var (token, name) = (await _server.MailedToken(person), person.Email.Split('@')[0]);
        (await _server.SetPassword(token, name + "7")).Broke(("newPassword", "TOO_COMMON"));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once()
    {
        (await _server.Operator.Post($"{Auth}/register", new
        {
            email = "no address",
            password = "",
            profilePrivacyStatus = "SECRET",
            contactInfo = new { firstName = "a\tb", picture = "javascript:alert(1)", customFields = new[] { new { name = "x" } } },
        })).Broke(
            ("email", "INVALID_EMAIL"),
            ("password", "REQUIRED"),
            ("contactInfo.firstName", "INVALID_CHARACTER"),
            ("contactInfo.picture", "INVALID_URL"),
            ("contactInfo.customFields", "ONE_VALUE"),
            ("profilePrivacyStatus", "UNKNOWN_VALUE"));
    }
}

using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Errors;

/// <summary>Input that is well-formed and still wrong: each gets the contract's error and changes nothing.</summary>
[Collection(HostileCollection.Name)]
public sealed class BadInputTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string> BadAddresses =>
    [
        "",
        " ",
        "no address",
        "@example.com",
        "ann@",
        "ann@@example.com",
        "ann@b@example.com",
        "ann@example",
        "ann@.example.com",
        "ann@example..com",
        "ann@-example.com",
        "ann@exa_mple.com",
        "ann@127.0.0.1",
        "ann@[127.0.0.1]",
        "ann@example.com\n",
        "=?utf-8?q?a=40x.test?=@example.com",
        "ann @example.com",
        "ann@exam ple.com",
        "ann\n@example.com",
        "ann@example.com\r\nBcc: eve@example.com",
        "ann\0@example.com",
        "ann\u200b@example.com",
        "ann\u202e@example.com",
        ".ann@example.com",
        "ann.@example.com",
        "an..n@example.com",
        "\"ann\"@example.com",
        "Ann <ann@example.com>",
        "<ann@example.com>",
        "ann(comment)@example.com",
        "ann,eve@example.com",
        "\u0430nn@example.com",
        "\uff41nn@example.com",
        "an\u017f@example.com",
        "ann@example\u3002com",
        "ann@exa\u00admple..com",
        new string('a', 65) + "@example.com",
        new string('a', 64) + "@" + string.Join('.', Enumerable.Repeat(new string('b', 60), 4)),
        "ann@" + new string('b', 64) + ".com",
    ];

    [Theory]
    [MemberData(nameof(BadAddresses))]
    public async Task What_is_no_address_is_no_address_anywhere(string email)
    {
        var person = await shared.Somebody();
        var before = await _server.Shown(person.Id);
        var count = await Count();
        foreach (var reply in new[]
        {
            await _server.Operator.Post($"{Auth}/register", new { email, password = MembersServer.GoodPassword }),
            await _server.SendSetPasswordEmail(email),
            await _server.Operator.Post($"{Auth}/block", new { email }),
            await _server.Operator.Post($"{Auth}/approve", new { email }),
            await _server.Operator.Post($"{Auth}/generate-session-token", new { email }),
            await _server.Operator.Patch($"{Auth}/members/{person.Id}/change-login-email", new { newEmail = email }),
        })
        {
            var violation = Assert.Single(
                reply.Is(Fault.Invalid).Json.GetProperty("details").GetProperty("validationError").GetProperty("fieldViolations")
                .EnumerateArray());
            Assert.Equal("EMAIL", violation.GetProperty("data").Str("type"));
            Assert.Equal("INVALID_EMAIL", violation.Str("ruleName"));
            Assert.Contains(violation.Str("field"), (string[])["email", "newEmail"]);
        }

        (await _server.Login(email, MembersServer.GoodPassword)).Is(Fault.InvalidCredentials);
        Assert.Equal((before, count), (await _server.Shown(person.Id), await Count()));
    }

    [Fact]
    public async Task The_longest_address_is_accepted_and_one_letter_more_is_not()
    {
        // 64 @ 189: the most that RFC 5321 allows.
        var start = $"{Guid.NewGuid():N}{Guid.NewGuid():N}@" + string.Join('.', Enumerable.Repeat(new string('b', 61), 3)) + ".c";
        await _server.Register(start + new string('c', 254 - start.Length));
        (await _server.Operator.Post($"{Auth}/register", new
        {
            email = start + new string('c', 255 - start.Length),
            password = MembersServer.GoodPassword,
        })).Broke(("email", "INVALID_EMAIL"));
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("")]
    [InlineData("{6f9619ff-8b86-d011-b42d-00c04fc964ff}")]
    [InlineData("6f9619ff8b86d011b42d00c04fc964ff")]
    [InlineData(" 6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff\r\n")]
    public async Task What_is_no_id_is_refused(string id)
    {
        (await _server.Operator.Post($"{Auth}/block", new { id })).Broke(("id", "INVALID_ID"));
        (await _server.Operator.Post($"{Auth}/approve", new { id })).Broke(("id", "INVALID_ID"));
    }

    [Fact]
    public async Task One_members_token_does_nothing_to_another_member()
    {
        var (victim, attacker) = (await _server.Register(), await _server.Register());
        var (mailed, before) = (await _server.MailedToken(attacker), await _server.Shown(victim.Id));
        var session = await _server.OpenSession(attacker);

        // The attacker's own good token, with the victim's id put in the place of their own.
        foreach (var token in new[] { mailed, session, attacker.Answer.Ticket() })
        {
            var forged = Forged(token, victim.Id);
            (await _server.SetPassword(forged, "set-by-the-attacker-1")).Is(Fault.TokenInvalid);
            (await _server.Apply(forged)).Is(Fault.TokenInvalid);
            Assert.False(await _server.IsLive(forged));
        }

        Assert.Equal(before, await _server.Shown(victim.Id));
        Assert.True(await _server.CanLogIn(victim.Email, victim.Password));
    }

    [Fact]
    public async Task Contact_information_beyond_its_limits_is_refused_by_name()
    {
        var email = NewEmail();
        (await _server.Operator.Post($"{Auth}/register", new
        {
            email,
            password = MembersServer.GoodPassword,
            contactInfo = new
            {
                firstName = new string('x', 129),
                lastName = "a\u0007b",
                picture = "https://x.example/" + new string('x', 2048),
                locale = new string('x', 36),
                emails = Enumerable.Repeat("a@example.com", 21),
                phones = new[] { new string('1', 51) },
                labels = new[] { "ok", "b\0" },
                customFields = new object[]
                {
                    new { name = " ", strValue = "x" },
                    new { name = "two", strValue = "x", numValue = 1 },
                    new { name = "long", strValue = new string('x', 2001) },
                },
            },
        })).Broke(
            ("contactInfo.firstName", "TOO_LONG"),
            ("contactInfo.lastName", "INVALID_CHARACTER"),
            ("contactInfo.picture", "TOO_LONG"),
            ("contactInfo.locale", "TOO_LONG"),
            ("contactInfo.emails", "TOO_MANY"),
            ("contactInfo.phones", "TOO_LONG"),
            ("contactInfo.labels", "INVALID_CHARACTER"),
            ("contactInfo.customFields", "NAME_REQUIRED"),
            ("contactInfo.customFields", "ONE_VALUE"),
            ("contactInfo.customFields", "TOO_LONG"));
        await _server.Register(email);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//evil.example/x.png")]
    [InlineData("x")]
    public async Task A_picture_that_is_no_web_address_is_refused(string picture) =>
        (await _server.Operator.Post(
            $"{Auth}/register", new { email = NewEmail(), password = MembersServer.GoodPassword, contactInfo = new { picture } }))
            .Broke(("contactInfo.picture", "INVALID_URL"));

    // The parts of a token as its format says: version, owner, id, secret, checksum over the purpose and the rest.
    private static string Forged(string token, Guid owner)
    {
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(token.AsSpan(4));
        owner.TryWriteBytes(bytes.AsSpan(1));
        var crc = new System.IO.Hashing.Crc32();
        crc.Append([(byte)Array.IndexOf(["mst_", "mss_", "map_", "mpw_", "mak_"], token[..4])]);
        crc.Append(bytes.AsSpan(0, 65));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(65), crc.GetCurrentHashAsUInt32());
        return token[..4] + System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }

    private async Task<int> Count()
    {
        var (count, page) = (0, (await _server.Operator.Get("/v1/members?limit=100&email=ann*")).Done());
        count += page.GetProperty("members").GetArrayLength();
        return count;
    }
}

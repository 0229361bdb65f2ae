using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Members.Accounts;
using Members.ApiKeys;
using Members.Grains.Accounts;
using Members.Grains.ApiKeys;
using Members.Grains.Audit;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.OAuthClients;
using Members.Grains.Passwords;
using Members.Grains.Sessions;
using Members.Grains.Settings;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Settings;

namespace Members.Tests.Unit.Storage;

/// <summary>
/// The property names, words and formats of stored records are a contract with every database that exists. A change
/// of a file here is a change of that contract: old rows must still be read.
/// </summary>
public sealed class GoldenFilesTests
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private static readonly DateTimeOffset At = Moments.Start;

    [Fact]
    public void A_member_is_written_as_ever() => Matches("member.json", Member(), IsSame);

    [Fact]
    public void The_tries_at_an_address_are_written_as_ever()
    {
        var record = new AttemptRecord
        {
            Counters =
            [
                new AttemptCounter(ThrottleBucket.Shared, 7, At),
                new AttemptCounter(ThrottleBucket.OfNetwork("192.0.2.1"), 5, At + Moments.Second, At),
            ],
            Mails = [At, At + Moments.Second],
        };
        Matches("login-attempts.json", record, Same);

        static bool Same(AttemptRecord one, AttemptRecord other) =>
            one.Counters.SequenceEqual(other.Counters) && one.Mails.SequenceEqual(other.Mails) && one.Schema == other.Schema;
    }

    [Fact]
    public void Site_settings_are_written_as_ever()
    {
        Matches("site-settings-configured.json", new SiteSettingsRecord(), Equals);
        Matches("site-settings.json", new SiteSettingsRecord { SignupApproval = SignupApproval.Manual }, Equals);
    }

    [Fact]
    public void An_api_key_is_written_as_ever()
    {
        Assert.True(ApiKeySecret.TryParse(Make.Token(TokenPurpose.ApiKey).Reveal(), out var secret));
        var key = new ApiKeyRecord
        {
            Id = Make.Owner,
            Name = "console",
            Digest = TokenDigest.Of(secret),
            Scopes = Scopes.MembersAuthenticate | Scopes.MembersManage,
            CreatedAt = At,
            ExpiresAt = At + TimeSpan.FromDays(1),
            RevokedAt = At + TimeSpan.FromHours(1),
            Retired = [TokenDigest.Of(secret)],
            Tokens = [new AccessRecord(TokenDigest.Of(Make.Token(TokenPurpose.KeyAccess)), At + TimeSpan.FromHours(4))],
        };
        Matches("api-key.json", key, Same);
        var everything = key with { Retired = [], Tokens = [], Scopes = ScopeSet.All, ExpiresAt = null, RevokedAt = null };
        Matches("api-key-all-scopes.json", everything, Same);

        static bool Same(ApiKeyRecord one, ApiKeyRecord other) =>
            one.Retired.SequenceEqual(other.Retired)
            && one.Tokens.SequenceEqual(other.Tokens)
            && one with { Retired = other.Retired, Tokens = other.Tokens } == other;
    }

    [Fact]
    public void OAuth_clients_are_written_as_ever()
    {
        var client = new OAuthClientRecord
        {
            Id = Make.Id(13),
            Name = "Shop",
            RedirectUris = ["https://example.org/in"],
            Origins = ["https://example.org"],
            PostLogoutRedirectUris = ["https://example.org/out"],
            RotateRefreshTokens = true,
            CreatedAt = At,
            VisitorKey = Make.Key(),
            DirectLogin = true,
        };
        Matches("oauth-clients.json", new OAuthClientsRecord { Clients = [client] }, Same);

        static bool Same(OAuthClientsRecord one, OAuthClientsRecord other)
        {
            var (a, b) = (Assert.Single(one.Clients), Assert.Single(other.Clients));
            Assert.Equal(a.RedirectUris.AsEnumerable(), b.RedirectUris);
            Assert.Equal(a.Origins.AsEnumerable(), b.Origins);
            Assert.Equal(a.PostLogoutRedirectUris.AsEnumerable(), b.PostLogoutRedirectUris);
            return one.Schema == other.Schema
                && a with { RedirectUris = b.RedirectUris, Origins = b.Origins, PostLogoutRedirectUris = b.PostLogoutRedirectUris } == b;
        }
    }

    [Fact]
    public void A_row_from_before_there_were_oauth_clients_is_read()
    {
        var json = JsonNode.Parse(Text("api-key.json"))!.AsObject();
        json.Remove("tokens");

        Assert.Empty(json.Deserialize<ApiKeyRecord>(StoredJson.Options)!.Tokens);
        Assert.Null(JsonNode.Parse(Text("member.json"))!["sessions"]![0].Deserialize<SessionRecord>(StoredJson.Options)!.OAuth);
    }

    [Fact]
    public void A_key_that_lost_some_of_its_bytes_is_an_error() => Assert.Throws<JsonException>(
        () => JsonSerializer.Deserialize<OAuthClientRecord>("""{"visitorKey":"AAAA"}""", StoredJson.Options));

    public static TheoryData<string, Type> Slices => new()
    {
        { "", typeof(MemberRecord) },
        { "profile", typeof(Profile) },
        { "profile.contact", typeof(ContactInfo) },
        { "addresses", typeof(Addresses) },
        { "addresses.login", typeof(LoginEmail) },
        { "addresses.reserved.0", typeof(ReservedAddress) },
        { "credentials", typeof(Credentials) },
        { "credentials.password", typeof(PasswordDigest) },
        { "credentials.devices.0", typeof(DeviceRecord) },
        { "sessions.1", typeof(SessionRecord) },
        { "sessions.1.oAuth", typeof(OAuthSession) },
        { "tokens.4.code", typeof(CodeBinding) },
        { "outbox.0", typeof(OutboxEntry) },
        { "events.1", typeof(EventRecord) },
        { "pending", typeof(PendingRegistration) },
        { "verification", typeof(AddressVerification) },
    };

    [Theory]
    [MemberData(nameof(Slices))]
    public void The_golden_member_uses_every_property_there_is(string path, Type type)
    {
        // A new stored field must appear in the file: absent ones are left out, so that nobody would notice otherwise.
        var node = path.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(
            JsonNode.Parse(Text("member.json"))!, (n, key) => n is JsonArray array ? array[int.Parse(key, Invariant)]! : n[key]!);
        var properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));

        Assert.Equal(properties.Order(StringComparer.Ordinal), node.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("member.json")]
    [InlineData("api-key.json")]
    public void No_type_name_and_no_null_is_written(string file)
    {
        var text = Encoding.UTF8.GetString(Text(file));

        Assert.DoesNotContain("$type", text, StringComparison.Ordinal);
        Assert.DoesNotContain("null", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Members.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_a_later_version_with_more_in_it_is_read()
    {
        const string Row = """
            {"schema":3,"status":"active","colour":"red","addresses":{"login":{"typed":"a@b.c","canonical":"a@b.c","key":"e:1","size":7}}}
            """;

        Assert.Equal("e:1", JsonSerializer.Deserialize<MemberRecord>(Row, StoredJson.Options)!.Addresses.Login!.Key);
    }

    [Fact]
    public void A_row_with_nothing_in_it_is_nobody()
    {
        var read = JsonSerializer.Deserialize<MemberRecord>("{}", StoredJson.Options)!;

        Assert.False(read.Exists());
        Assert.Empty(read.Sessions);
        Assert.Empty(read.Tokens);
        Assert.Empty(read.Outbox);
        Assert.Empty(read.Events);
        Assert.Empty(read.Addresses.Owned());
        Assert.Empty(read.Addresses.Reserved);
        Assert.Empty(read.Credentials.Devices);
        Assert.Empty(read.Profile.Contact.Emails);
    }

    [Fact]
    public void A_row_without_what_was_not_stored_yet_or_no_more_is_read()
    {
        var json = JsonNode.Parse(Text("member.json"))!.AsObject();
        json.Remove("events");
        json["addresses"]!.AsObject().Remove("reserved");
        json["credentials"]!.AsObject().Remove("devices");

        var read = json.Deserialize<MemberRecord>(StoredJson.Options)!;

        Assert.Empty(read.Events);
        Assert.Equal(Member().Addresses with { Reserved = [] }, read.Addresses);
        Assert.Equal(Member().Credentials with { Devices = [] }, read.Credentials);
    }

    [Theory]
    [InlineData("""{"status":"stolen"}""")]
    [InlineData("""{"status":2}""")]
    [InlineData("""{"id":"ann"}""")]
    [InlineData("""{"addresses":{"reserved":{}}}""")]
    [InlineData("""{"credentials":{"version":"one"}}""")]
    [InlineData("""{"status":"active","addre""")]
    [InlineData("")]
    public void A_damaged_row_is_an_error_and_never_a_guess(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MemberRecord>(json, StoredJson.Options));

    private static MemberRecord Member() => new()
    {
        Id = Make.Owner,
        Status = MemberStatus.Active,
        CreatedAt = At,
        UpdatedAt = At + TimeSpan.FromTicks(1),
        LastLoginAt = At + Moments.Second,
        DeletedAt = At,
        Due = At + TimeSpan.FromSeconds(20),
        Profile = new Profile(Contact(), ProfilePrivacy.Community, Make.Id(2)),
        Addresses = new Addresses
        {
            Login = new LoginEmail("Ann.O'Neil@example.org", "ann.o'neil@example.org", "e:00ff"),
            Verified = true,
            Reserved =
            [
                new ReservedAddress(
                    new LoginEmail("Old@example.org", "old@example.org", "e:33cc"), At + TimeSpan.FromDays(7), Make.Id(14), Make.Id(15)),
            ],
        },
        Credentials = new Credentials
        {
            Password = new PasswordDigest(BcryptScheme.Name, "pepper-1", "$2a$11$hash"),
            Version = 3,
            Devices = [new DeviceRecord(Make.Id(11), TokenDigest.Of(Make.Token(TokenPurpose.Device)), At)],
        },
        Sessions = [Session(), Client()],
        Tokens =
        [
            Token(TokenPurpose.SetPassword, 4) with { ExpiresAt = At + TimeSpan.FromHours(3) },
            Token(TokenPurpose.SessionTicket, 5) with { Fate = TokenFate.Used },
            Token(TokenPurpose.Approval, 6) with { Fate = TokenFate.Replaced },
            Token(TokenPurpose.UndoEmailChange, 14) with { Fate = TokenFate.Revoked },
            Token(TokenPurpose.AuthorizationCode, 12) with { Code = new CodeBinding(Make.Id(13), "https://example.org/in", "challenge") },
        ],
        Outbox =
        [
            new OutboxEntry(
                Make.Id(7), MailKind.SetPassword, "ann@example.org", true, At + TimeSpan.FromHours(3), At + TimeSpan.FromMinutes(1), 1),
            new OutboxEntry(Make.Id(16), MailKind.VerificationCode, "new@example.org", false, At + TimeSpan.FromMinutes(10), At, 1),
            new OutboxEntry(
                Make.Id(8),
                MailKind.LoginEmailChanged,
                "old@example.org",
                false,
                At + TimeSpan.FromDays(3),
                At + TimeSpan.FromMinutes(2),
                2),
        ],
        Events =
        [
            new EventRecord("user_created", At, "visitor", null, null, null),
            new EventRecord(
                "authn_login_fail", At, "visitor", "2001:db8::1", "INVALID_CREDENTIALS", "00cd", 3, At + Moments.Second),
        ],
        Pending = new PendingRegistration(Make.Digest(), ContactInfo.Empty, ProfilePrivacy.Public, At),
        Verification = new AddressVerification(
            VerificationUse.Change,
            Make.Id(12),
            TokenDigest.Of(Make.Token(TokenPurpose.EmailVerification)),
            "New@example.org",
            new CodeDigest("pepper-1", "AAEC"),
            4,
            At,
            true,
            At),
    };

    private static ContactInfo Contact() => new()
    {
        FirstName = "Änne <b>",
        LastName = "O'Neil 🙂",
        Picture = "https://example.org/a.png?b=1&c=2",
        Emails = ["other@example.org"],
        Phones = ["+49 89 1234"],
        Labels = ["vip"],
        Locale = "de-DE",
        Nickname = "annie",
        CustomFields =
        [
            new CustomField { Name = "note", StrValue = "\"quoted\"" },
            new CustomField { Name = "size", NumValue = 42.5 },
            new CustomField { Name = "born", DateValue = At },
        ],
    };

    private static TokenRecord Token(TokenPurpose purpose, int number) =>
        new(purpose, Make.Id(number), TokenDigest.Of(Make.Token(purpose)), At);

    private static SessionRecord Session() => new(
        Make.Id(3), TokenDigest.Of(Make.Token(TokenPurpose.Session)), At, At, At + TimeSpan.FromDays(14), new("agent/1.0", "192.0.2.1"));

    private static SessionRecord Client() => new(
        Make.Id(12),
        TokenDigest.Of(Make.Token(TokenPurpose.RefreshToken)),
        At,
        At,
        At + TimeSpan.FromDays(14),
        new(null, null),
        new OAuthSession(
            Make.Id(13),
            TokenDigest.OfFamily(Make.Token(TokenPurpose.RefreshToken)),
            TokenDigest.Of(Make.Token(TokenPurpose.RefreshToken, 2)),
            Make.Key(),
            [new AccessRecord(TokenDigest.Of(Make.Token(TokenPurpose.AccessToken)), At + TimeSpan.FromHours(4))]));

    private static bool IsSame(SessionRecord a, SessionRecord b) => a.OAuth is null || b.OAuth is null
        ? a == b
        : a.OAuth.Access.SequenceEqual(b.OAuth.Access) && a with { OAuth = a.OAuth with { Access = b.OAuth.Access } } == b;

    // Arrays compare by place and not by content, so they are taken out and compared one by one.
    private static bool IsSame(MemberRecord a, MemberRecord b) =>
        a.Sessions.Length == b.Sessions.Length
        && a.Sessions.Zip(b.Sessions).All(s => IsSame(s.First, s.Second))
        && a.Tokens.SequenceEqual(b.Tokens)
        && a.Outbox.SequenceEqual(b.Outbox)
        && a.Events.SequenceEqual(b.Events)
        && a.Addresses.Reserved.SequenceEqual(b.Addresses.Reserved)
        && a.Credentials.Devices.SequenceEqual(b.Credentials.Devices)
        && IsSame(a.Profile.Contact, b.Profile.Contact)
        && IsSame(a.Pending!.Contact, b.Pending!.Contact)
        && Bare(a) == Bare(b);

    private static bool IsSame(ContactInfo a, ContactInfo b) =>
        a.Emails.SequenceEqual(b.Emails)
        && a.Phones.SequenceEqual(b.Phones)
        && a.Labels.SequenceEqual(b.Labels)
        && a.CustomFields.SequenceEqual(b.CustomFields)
        && Bare(a) == Bare(b);

    private static MemberRecord Bare(MemberRecord record) => record with
    {
        Sessions = [],
        Tokens = [],
        Outbox = [],
        Events = [],
        Addresses = record.Addresses with { Reserved = [] },
        Credentials = record.Credentials with { Devices = [] },
        Profile = record.Profile with { Contact = Bare(record.Profile.Contact) },
        Pending = record.Pending! with { Contact = Bare(record.Pending.Contact) },
    };

    private static ContactInfo Bare(ContactInfo contact) => contact with { Emails = [], Phones = [], Labels = [], CustomFields = [] };

    private static void Matches<T>(string file, T record, Func<T, T, bool> isSame)
    {
        var written = JsonSerializer.SerializeToUtf8Bytes(record, StoredJson.Options);
        if (Environment.GetEnvironmentVariable("MEMBERS_WRITE_GOLDEN") is { Length: > 0 } folder)
        {
            // For a new file: write it, read it over, and add it to the repository.
            File.WriteAllBytes(Path.Combine(folder, file), written);
        }

        Assert.Equal(Encoding.UTF8.GetString(Text(file)), Encoding.UTF8.GetString(written));
        Assert.Equal(Text(file), written);
        var read = JsonSerializer.Deserialize<T>(Text(file), StoredJson.Options)!;
        Assert.True(isSame(record, read), "the file reads back as another record");
    }

    private static bool Equals<T>(T a, T b) => EqualityComparer<T>.Default.Equals(a, b);

    private static byte[] Text(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Storage", "Golden", file));
}

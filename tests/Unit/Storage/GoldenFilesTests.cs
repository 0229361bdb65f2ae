using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Members.Accounts;
using Members.ApiKeys;
using Members.Grains.Accounts;
using Members.Grains.ApiKeys;
using Members.Grains.Audit;
using Members.Grains.Devices;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.OAuth;
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
    private static readonly DateTimeOffset At = Moments.Start;

    [Fact]
    public void A_member_is_written_as_ever() => Matches("member.json", Member(), IsSame);

    [Fact]
    public void An_address_is_written_as_ever()
    {
        Matches("login-index-free.json", new ClaimRecord(), Equals);
        Matches("login-index-claimed.json", new ClaimRecord { State = ClaimState.Claimed, MemberId = Make.Owner, Operation = Make.Id(2), Until = At }, Equals);
        Matches("login-index-held.json", new ClaimRecord { State = ClaimState.Held, MemberId = Make.Owner, Operation = Make.Id(2) }, Equals);
        Matches("login-index-set-aside.json", new ClaimRecord { State = ClaimState.SetAside, MemberId = Make.Owner, Operation = Make.Id(2) }, Equals);
    }

    [Fact]
    public void The_tries_at_an_address_are_written_as_ever()
    {
        var record = new AttemptRecord { Counters = [new AttemptCounter(ThrottleBucket.Shared, 7, At), new AttemptCounter(ThrottleBucket.OfNetwork("192.0.2.1"), 5, At + Moments.Second, At)], Mails = [At, At + Moments.Second] };
        Matches("login-attempts.json", record, (one, other) => one.Counters.SequenceEqual(other.Counters) && one.Mails.SequenceEqual(other.Mails));
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
        Matches("api-key-all-scopes.json", key with { Retired = [], Tokens = [], Scopes = ScopeSet.All, ExpiresAt = null, RevokedAt = null }, Same);

        static bool Same(ApiKeyRecord one, ApiKeyRecord other) =>
            one.Retired.SequenceEqual(other.Retired) && one.Tokens.SequenceEqual(other.Tokens) && one with { Retired = other.Retired, Tokens = other.Tokens } == other;
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

    [Fact]
    public void The_golden_member_uses_every_property_there_is()
    {
        // A new stored field must appear in the file: absent ones are left out, so that nobody would notice otherwise.
        var json = JsonNode.Parse(Text("member.json"))!.AsObject();
        var properties = typeof(MemberRecord).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order(StringComparer.Ordinal);

        Assert.Equal(properties, json.Select(p => p.Key).Order(StringComparer.Ordinal));
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
        var read = JsonSerializer.Deserialize<ClaimRecord>("""{"schema":2,"state":"held","memberId":"0f0e0d0c-0b0a-0908-0706-050403020100","colour":"red"}""", StoredJson.Options)!;

        Assert.Equal(Make.Owner, read.Holder());
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
        Assert.Empty(read.Contact.Emails);
    }

    [Fact]
    public void A_row_from_before_there_were_events_is_read()
    {
        var json = JsonNode.Parse(Text("member.json"))!.AsObject();
        json.Remove("events");
        json["moving"]!.AsObject().Remove("event");

        var read = json.Deserialize<MemberRecord>(StoredJson.Options)!;

        Assert.Empty(read.Events);
        Assert.Null(read.Moving!.Event);
        Assert.Equal(Member().Moving! with { Event = null }, read.Moving);
    }

    [Theory]
    [InlineData("""{"state":"stolen"}""")]
    [InlineData("""{"state":2}""")]
    [InlineData("""{"state":"held","memberId":"ann"}""")]
    [InlineData("""{"state":"held","memberI""")]
    [InlineData("")]
    public void A_damaged_row_is_an_error_and_never_a_guess(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ClaimRecord>(json, StoredJson.Options));

    private static MemberRecord Member() => new()
    {
        Id = Make.Owner,
        Status = MemberStatus.Active,
        Login = new LoginName("Ann.O'Neil@example.org", "ann.o'neil@example.org", "e:00ff", Make.Id(1)),
        EmailVerified = true,
        Contact = new ContactInfo
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
        },
        Privacy = ProfilePrivacy.Community,
        ContactId = Make.Id(2),
        CreatedAt = At,
        UpdatedAt = At + TimeSpan.FromTicks(1),
        LastLoginAt = At + Moments.Second,
        Password = new PasswordDigest(BcryptScheme.Name, "pepper-1", "$2a$11$hash"),
        PasswordVersion = 3,
        Sessions = [new SessionRecord(Make.Id(3), TokenDigest.Of(Make.Token(TokenPurpose.Session)), At, At, At + TimeSpan.FromDays(14), new("agent/1.0", "192.0.2.1")), Client()],
        Tokens =
        [
            new TokenRecord(TokenPurpose.SetPassword, Make.Id(4), TokenDigest.Of(Make.Token(TokenPurpose.SetPassword)), At + TimeSpan.FromHours(3)),
            new TokenRecord(TokenPurpose.SessionTicket, Make.Id(5), TokenDigest.Of(Make.Token(TokenPurpose.SessionTicket)), At, TokenFate.Used),
            new TokenRecord(TokenPurpose.Approval, Make.Id(6), TokenDigest.Of(Make.Token(TokenPurpose.Approval)), At, TokenFate.Replaced),
            new TokenRecord(
                TokenPurpose.AuthorizationCode, Make.Id(12), TokenDigest.Of(Make.Token(TokenPurpose.AuthorizationCode)), At, Code: new(Make.Id(13), "https://example.org/in", "challenge")),
        ],
        Outbox =
        [
            new OutboxEntry(Make.Id(7), MailKind.SetPassword, "ann@example.org", true, At + TimeSpan.FromHours(3), At + TimeSpan.FromMinutes(1), 1),
            new OutboxEntry(Make.Id(16), MailKind.VerificationCode, "new@example.org", false, At + TimeSpan.FromMinutes(10), At, 1),
            new OutboxEntry(Make.Id(8), MailKind.LoginEmailChanged, "old@example.org", false, At + TimeSpan.FromDays(3), At + TimeSpan.FromMinutes(2), 2),
        ],
        JoiningSince = At,
        Moving = new Move(
            new LoginName("new@example.org", "new@example.org", "e:11ee", Make.Id(9)), At, true, new EventRecord("user_email_changed", At, "key:1", "192.0.2.1", null, "00ab"), true, Make.Id(17), Make.Id(18), Make.Id(19)),
        Leaving = new Departure("e:22dd", Make.Id(10), At, At + TimeSpan.FromDays(7)),
        Due = At + TimeSpan.FromSeconds(20),
        Devices = [new DeviceRecord(Make.Id(11), TokenDigest.Of(Make.Token(TokenPurpose.Device)), At)],
        Events =
        [
            new EventRecord("user_created", At, "visitor", null, null, null),
            new EventRecord("authn_login_fail", At, "visitor", "2001:db8::1", "INVALID_CREDENTIALS", "00cd", 3, At + Moments.Second),
        ],
        Signup = new Signup(Make.Digest(), ContactInfo.Empty, ProfilePrivacy.Public, At),
        Verification = new AddressVerification(
            VerificationUse.Change, Make.Id(12), TokenDigest.Of(Make.Token(TokenPurpose.EmailVerification)), "New@example.org", new CodeDigest("pepper-1", "AAEC"), 4, At, true, At),
        SetAside = [new AddressSetAside(new LoginName("Old@example.org", "old@example.org", "e:33cc", Make.Id(13)), At + TimeSpan.FromDays(7), Make.Id(14), Make.Id(15))],
        DeletedAt = At,
    };

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
        && a.Devices.SequenceEqual(b.Devices)
        && a.SetAside.SequenceEqual(b.SetAside)
        && a.Events.SequenceEqual(b.Events)
        && a.Contact.Emails.SequenceEqual(b.Contact.Emails)
        && a.Contact.Phones.SequenceEqual(b.Contact.Phones)
        && a.Contact.Labels.SequenceEqual(b.Contact.Labels)
        && a.Contact.CustomFields.SequenceEqual(b.Contact.CustomFields)
        && Bare(a) == Bare(b);

    private static MemberRecord Bare(MemberRecord record) => record with
    {
        Sessions = ImmutableArray<SessionRecord>.Empty,
        Tokens = ImmutableArray<TokenRecord>.Empty,
        Outbox = ImmutableArray<OutboxEntry>.Empty,
        Devices = ImmutableArray<DeviceRecord>.Empty,
        SetAside = ImmutableArray<AddressSetAside>.Empty,
        Signup = record.Signup! with { Contact = ContactInfo.Empty },
        Events = ImmutableArray<EventRecord>.Empty,
        Contact = record.Contact with
        {
            Emails = ImmutableArray<string>.Empty,
            Phones = ImmutableArray<string>.Empty,
            Labels = ImmutableArray<string>.Empty,
            CustomFields = ImmutableArray<CustomField>.Empty,
        },
    };

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
        Assert.True(isSame(record, JsonSerializer.Deserialize<T>(Text(file), StoredJson.Options)!), "the file reads back as another record");
    }

    private static bool Equals<T>(T a, T b) => EqualityComparer<T>.Default.Equals(a, b);

    private static byte[] Text(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Storage", "Golden", file));
}

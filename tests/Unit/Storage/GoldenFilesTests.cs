using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Members.Accounts;
using Members.Admission;
using Members.ApiKeys;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.ApiKeys;
using Members.Grains.Audit;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.OAuthClients;
using Members.Grains.Passwords;
using Members.Grains.Sessions;
using Members.Grains.Settings;
using Members.Grains.Digest;
using Members.Grains.Staff;
using Members.Grains.Import;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Import;
using Members.Secrets;
using Members.SignUp;
using Members.Staff;

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
    public void A_member_is_written_as_ever() => Matches("member.json", GoldenMember.Everything());

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
        Matches("login-attempts.json", record);
    }

    [Fact]
    public void The_key_of_tags_is_written_as_ever() =>
        Matches("token-tags.json", new TokenTagsRecord { Key = Make.Key(), CreatedAt = At });

    [Fact]
    public void Site_settings_are_written_as_ever()
    {
        Matches("site-settings-configured.json", new SiteSettingsRecord());
        Matches("site-settings.json", GoldenSettings.Everything());
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
        Matches("api-key.json", key);
        var everything = key with { Retired = [], Tokens = [], Scopes = ScopeSet.All, ExpiresAt = null, RevokedAt = null };
        Matches("api-key-all-scopes.json", everything);
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
            AccountManagement = true,
        };
        Matches("oauth-clients.json", new OAuthClientsRecord { Clients = [client] });
    }

    [Fact]
    public void What_approvers_have_been_told_is_written_as_ever() => Matches("digest.json", new DigestRecord
    {
        MailedAt = At,
        CoveredUntil = At - TimeSpan.FromSeconds(5),
        RepliedAt = At - TimeSpan.FromMinutes(1),
        Untold = [Make.Owner],
        LinkKey = Make.Key(),
    });

    [Fact]
    public void The_staff_is_written_as_ever() => Matches("staff.json", new StaffRecord
    {
        Entries = [new StaffEntryRecord(Make.Owner, StaffRoleSet.All), new StaffEntryRecord(Make.Id(2), StaffRoles.Approver)],
    });

    [Fact]
    public void Imports_are_written_as_ever()
    {
        Matches("imports.json", new ImportsRecord { Runs = [Make.Id(14), Make.Id(15)], Inviting = [Make.Id(14)] });
        Matches("import-run.json", new ImportRunRecord
        {
            Source = "wordpress",
            FileName = "users.csv",
            FileDigest = new string('a', 64),
            State = ImportState.Undoing,
            By = new ActorRecord(ActorKind.Key, "4711", "Website"),
            StartedAt = At,
            EndedAt = At + TimeSpan.FromHours(1),
            Batches = 3,
            UndoneBatches = 1,
            Imported = 700,
            Refused = 5,
            Skipped = 4,
            Removed = 230,
            Kept = 3,
            Invited = 40,
            InvitedBatches = 2,
            InvitedRows = 17,
        });
        Matches("import-batch.json", new ImportBatchRecord
        {
            Rows =
            [
                new ImportedRowRecord(2, RowOutcome.Imported, Make.Owner, null, null, null),
                new ImportedRowRecord(3, RowOutcome.Refused, null, "user_email", "INVALID_EMAIL", "This is no address."),
            ],
            Planned = [Make.Id(15)],
            IsUndone = true,
        });
    }

    [Fact]
    public void A_row_from_before_there_were_oauth_clients_is_read()
    {
        var json = JsonNode.Parse(GoldenFiles.Read("api-key.json"))!.AsObject();
        json.Remove("tokens");

        Assert.Empty(json.Deserialize<ApiKeyRecord>(StoredJson.Options)!.Tokens);
        var sessions = JsonNode.Parse(GoldenFiles.Read("member.json"))!["sessions"]!;
        Assert.Null(sessions[0].Deserialize<SessionRecord>(StoredJson.Options)!.OAuth);
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
        { "applications.0", typeof(ApplicationRecord) },
        { "applications.0.origin", typeof(ApplicationOriginRecord) },
        { "applications.0.decision", typeof(DecisionRecord) },
        { "applications.0.decision.by", typeof(ActorRecord) },
        { "applications.0.notes.0", typeof(NoteRecord) },
        { "applications.0.history.1", typeof(HistoryRecord) },
        { "applications.0.undo", typeof(UndoRecord) },
        { "applications.0.undo.suspension", typeof(SuspensionRecord) },
        { "applications.0.answers.0", typeof(Answer) },
        { "applications.0.invitation", typeof(ApplicationInvitationRecord) },
        { "applications.0.questions.0", typeof(QuestionRecord) },
        { "applications.0.claim", typeof(ClaimRecord) },
        { "pending.submission", typeof(SubmissionRecord) },
        { "outbox.0.facts", typeof(MailFacts) },
        { "suspension", typeof(SuspensionRecord) },
        { "consents.0", typeof(ConsentRecord) },
        { "import", typeof(ImportMark) },
    };

    [Theory]
    [MemberData(nameof(Slices))]
    public void The_golden_member_uses_every_property_there_is(string path, Type type)
    {
        // A new stored field must appear in the file: absent ones are left out, so that nobody would notice otherwise.
        var node = path.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(
            JsonNode.Parse(GoldenFiles.Read("member.json"))!,
            (n, key) => n is JsonArray array ? array[int.Parse(key, Invariant)]! : n[key]!);
        var properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));

        Assert.Equal(properties.Order(StringComparer.Ordinal), node.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("member.json")]
    [InlineData("api-key.json")]
    public void No_type_name_and_no_null_is_written(string file)
    {
        var text = Encoding.UTF8.GetString(GoldenFiles.Read(file));

        Assert.DoesNotContain("$type", text, StringComparison.Ordinal);
        Assert.DoesNotContain("null", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Members.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_with_more_in_it_is_read()
    {
        const string Row = """
            {"schema":2,"status":"active","colour":"red","addresses":{"login":{"typed":"a@b.c","canonical":"a@b.c","key":"e:1","size":7}}}
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
        var json = JsonNode.Parse(GoldenFiles.Read("member.json"))!.AsObject();
        json.Remove("events");
        json["addresses"]!.AsObject().Remove("reserved");
        json["credentials"]!.AsObject().Remove("devices");

        var read = json.Deserialize<MemberRecord>(StoredJson.Options)!;

        Assert.Empty(read.Events);
        Assert.Equal(GoldenMember.Everything().Addresses with { Reserved = [] }, read.Addresses);
        Assert.Equal(GoldenMember.Everything().Credentials with { Devices = [] }, read.Credentials);
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

    // The file is what the record is written as, and what the file reads back as.
    private static void Matches<T>(string file, T record)
        where T : Extensible
    {
        var written = JsonSerializer.SerializeToUtf8Bytes(record, StoredJson.Options);
        if (Environment.GetEnvironmentVariable("MEMBERS_WRITE_GOLDEN") is { Length: > 0 } folder)
        {
            // For a new file: write it, read it over, and add it to the repository.
            File.WriteAllBytes(Path.Combine(folder, file), written);
        }

        Assert.Equal(Encoding.UTF8.GetString(GoldenFiles.Read(file)), Encoding.UTF8.GetString(written));
        var read = JsonSerializer.Deserialize<T>(GoldenFiles.Read(file), StoredJson.Options)!;
        Assert.Null(read.Unknown);
        Assert.Equal(written, JsonSerializer.SerializeToUtf8Bytes(read, StoredJson.Options));
    }
}

using Members.Accounts;
using Members.Admission;
using Members.ApiKeys;
using Members.Grains.Accounts;
using Members.Grains.ApiKeys;
using Members.Grains.Applications;
using Members.Grains.Digest;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.OAuthClients;
using Members.Grains.Passwords;
using Members.Grains.Sessions;
using Members.Grains.Staff;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Members.Grains.Tokens;
using Members.Secrets;
using Members.Sessions;
using Members.Silo.Backup;
using Members.Staff;

namespace Members.Tests.Storage.Backups;

/// <summary>A restore ends what lets somebody in, and keeps everything else.</summary>
public abstract class RestoredRecordTests : BackupBench
{
    private static readonly (string Table, string Columns)[] Derived =
    [
        ("MemberEntry", "MemberId, Status, LoginKey, Email, CreatedAt, PasswordKey"), ("OwnedAddress", "LoginKey, KeyN0, KeyN1"),
        ("AdmissionEntry", "MemberId, Status, Number, SubmittedAt, Domain, Invitation"), ("Invitation", "Id, CodeDigest, Uses, Used"),
        ("MemberListing", "MemberId, Status, Search, CreatedAt"),
    ];

    [Fact]
    public async Task A_restore_ends_what_lets_somebody_in_and_keeps_everything_else()
    {
        var (ann, bob) = (Rich("ann"), await Invited("bob"));
        var key = await Fill(ann, bob);
        await Backup();

        await using var restored = await Restored();
        await using var store = await restored.Database.Open();
        var after = (await store.Read<MemberRecord>(StateNames.Member, Store.Member(ann.Id))).State!;
        Assert.Empty(after.Sessions);
        Assert.Empty(after.Credentials.Devices);
        Assert.Equal(
            [TokenPurpose.UndoEmailChange, TokenPurpose.Application],
            after.Tokens.Where(t => t.Fate is null).Select(t => t.Purpose).Order());
        Assert.Equal([MailKind.LoginEmailChanged], after.Outbox.Select(m => m.Kind));
        Assert.Equal(Noon + RestoredMember.TimeToComeBack, after.DeletionAt);
        Assert.Equal((ann.Credentials.Password, ann.Addresses.Login), (after.Credentials.Password, after.Addresses.Login));
        Assert.Equal(Undos(ann), Undos(after));
        var entry = Assert.Single(after.Events);
        Assert.Equal(("session_all_ended", "service:restore", Noon), (entry.Type, entry.By, entry.At));

        Assert.Equal((2, 2, 1), (restored.Report.Members, restored.Report.Sessions, restored.Report.Mails));
        Assert.Equal(key, Assert.Single(restored.Report.Keys).Id);
        Assert.Equal(new StaffBack(ann.Id, "ann@example.com", StaffRoles.Owner), Assert.Single(restored.Report.Staff));
        Assert.Empty((await store.Read<ApiKeyRecord>(StateNames.ApiKey, ApiKey(key))).State!.Tokens);
        Assert.Null((await store.Read<DigestRecord>(StateNames.Digest, Store.Index("digest"))).State!.LinkKey);
        Assert.Equal(MemberStatus.Pending, (await store.Read<MemberRecord>(StateNames.Member, Store.Member(bob.Id))).State!.Status);

        // What is derived is what the database before had, and the use of an invitation is not counted twice.
        foreach (var (table, columns) in Derived)
        {
            var rows = $"SELECT {columns} FROM {table} ORDER BY {columns}";
            Assert.Equal(await Database.Sql(rows), await restored.Database.Sql(rows));
        }
    }

    [Fact]
    public async Task A_restore_that_is_asked_to_revokes_the_keys()
    {
        var key = await Fill(Record("ann"), Record("bob"));
        await Backup();
        await using var restored = await Restored(revokesKeys: true);
        Assert.Empty(restored.Report.Keys);
        await using var store = await restored.Database.Open();
        Assert.Equal(Noon, (await store.Read<ApiKeyRecord>(StateNames.ApiKey, ApiKey(key))).State!.RevokedAt);
    }

    [Theory]
    [InlineData(StateNames.Staff)]
    [InlineData(StateNames.OAuthClients)]
    public async Task Staff_and_clients_that_cannot_be_read_are_said_and_not_passed_over(string kind)
    {
        await WriteMembers(1);
        await Store.Write(StateNames.Staff, Store.Index("one"), new StaffRecord());
        await Store.Write(StateNames.OAuthClients, Store.Index("one"), new OAuthClientsRecord());
        await Database.Sql("UPDATE GrainRecord SET Payload = @p0 WHERE StateName = @p1", "{"u8.ToArray(), kind);
        await Backup();
        await using var restored = await Restored();
        Assert.Equal([$"{kind} one"], restored.Report.Unreadable);
    }

    private static GrainId ApiKey(Guid id) =>
        GrainId.Create(GrainType.Create("api-key"), GrainIdKeyExtensions.CreateGuidKey(id));

    private async Task<Guid> Fill(MemberRecord ann, MemberRecord bob)
    {
        await Write(ann);
        await Write(bob);
        var key = new ApiKeyRecord
        {
            Id = Guid.NewGuid(),
            Name = "site",
            Digest = Digest(TokenPurpose.ApiKey),
            Scopes = ScopeSet.All,
            Tokens = [new AccessRecord(Digest(TokenPurpose.KeyAccess), Noon.AddHours(1))],
        };
        await Store.Write(StateNames.ApiKey, ApiKey(key.Id), key);
        await Store.Write(StateNames.ApiKey, ApiKey(Guid.NewGuid()), key with { Id = Guid.NewGuid(), RevokedAt = Noon });
        await Store.Write(StateNames.Staff, Store.Index("staff"), new StaffRecord { Entries = [new(ann.Id, StaffRoles.Owner)] });
        await Store.Write(StateNames.Digest, Store.Index("digest"), new DigestRecord { LinkKey = TokenKey.New() });
        return key.Id;
    }

    // The invitation has no use left then.
    private async Task<MemberRecord> Invited(string local)
    {
        var invitation = Guid.NewGuid();
        await Database.Sql(
            "INSERT INTO Invitation (ServiceId, Id, CodeDigest, Uses, Admits, ByKind, ByName, CreatedAt) "
            + "VALUES ('members', @p0, 'digest', 1, 'review', 'key', 'site', '2026-03-01T12:00:00+00:00')",
            invitation.ToString());
        var application = new ApplicationRecord(1, Noon)
        {
            Invitation = new ApplicationInvitationRecord(invitation, null, ActorRecord.Of(new Actor(ActorKind.Key, "4711", "site"))),
        };
        return Record(local, MemberStatus.Pending) with { Applications = [application] };
    }

    private static (string Key, Guid Undo, DateTimeOffset Until)[] Undos(MemberRecord member) =>
        [.. member.Addresses.Reserved.Select(r => (r.Login.Key, r.Undo, r.Until))];

    private static MemberRecord Rich(string local)
    {
        var reserved = new ReservedAddress(Login("former"), Noon.AddDays(3), Guid.NewGuid(), Guid.NewGuid());
        return Record(local) with
        {
            Addresses = new Addresses { Login = Login(local), Verified = true, Reserved = [reserved] },
            Credentials = new Credentials
            {
                Password = new PasswordDigest("bcrypt", PepperRing.FixedId, "hash"),
                Version = 1,
                Devices = [new DeviceRecord(Guid.NewGuid(), Digest(TokenPurpose.Device), Noon)],
            },
            Sessions = [Session(), Session()],
            Tokens =
            [
                Token(TokenPurpose.SessionTicket), Token(TokenPurpose.AuthorizationCode), Token(TokenPurpose.SetPassword),
                Token(TokenPurpose.Approval), Token(TokenPurpose.UndoEmailChange), Token(TokenPurpose.Application),
            ],
            Outbox = [Mail(MailKind.SetPassword), Mail(MailKind.LoginEmailChanged)],
            DeletionAt = Noon.AddDays(-1),
        };
    }

    private static SessionRecord Session() =>
        new(Guid.NewGuid(), Digest(TokenPurpose.Session), Noon, Noon, Noon.AddDays(30), new SessionOrigin("browser", "192.0.2.1"));

    private static TokenRecord Token(TokenPurpose purpose) => new(purpose, Guid.NewGuid(), Digest(purpose), Noon.AddDays(1));

    private static OutboxEntry Mail(MailKind kind) =>
        new(Guid.NewGuid(), kind, "ann@example.com", false, Noon.AddDays(1), Noon, 0);

    private static TokenDigest Digest(TokenPurpose purpose) =>
        TokenDigest.Of(OpaqueToken.Create(purpose, Guid.NewGuid(), Guid.NewGuid(), new byte[32]));
}

public sealed class SqliteRestoredRecordTests : RestoredRecordTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresRestoredRecordTests : RestoredRecordTests
{
    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

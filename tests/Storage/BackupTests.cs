using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using Members.Accounts;
using Members.Admission;
using Members.ApiKeys;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.ApiKeys;
using Members.Grains.Applications;
using Members.Grains.Digest;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Sessions;
using Members.Grains.Staff;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Members.Grains.Tokens;
using Members.Secrets;
using Members.Sessions;
using Members.Silo.Backup;
using Members.Silo.Storage.Postgres;
using Members.Staff;

namespace Members.Tests.Storage;

/// <summary>Backups of a real database: made while it is written to, checked, and restored.</summary>
public abstract class BackupTests : DirectoryBench
{
    private protected static readonly MembersOptions Options = new();
    private static readonly (string Table, string Columns)[] Derived =
    [
        ("MemberEntry", "MemberId, Status, LoginKey, Email, CreatedAt, PasswordKey"), ("OwnedAddress", "LoginKey, KeyN0, KeyN1"),
        ("AdmissionEntry", "MemberId, Status, Number, SubmittedAt, Domain, Invitation"), ("Invitation", "Id, CodeDigest, Uses, Used"),
        ("MemberListing", "MemberId, Status, Search, CreatedAt"),
    ];

    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("members-").FullName;

    private protected string BackupPath => Path.Combine(_folder, "members.backup");

    [Fact]
    public async Task A_backup_made_while_others_write_is_of_one_moment_and_has_all_that_was_acknowledged_before()
    {
        var acknowledged = new ConcurrentDictionary<string, byte>();
        using var enough = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 6).Select(w => Task.Run(() => Hammer(w, acknowledged, enough.Token))).ToArray();
        await Eventually.Holds(() => Task.FromResult(acknowledged.Count > 100), () => "members are there", TimeSpan.FromMinutes(1));

        var before = acknowledged.Keys.ToHashSet(StringComparer.Ordinal);
        var made = await Backup();
        var during = acknowledged.Count - before.Count;
        await enough.CancelAsync();
        await Task.WhenAll(writers);

        Assert.Empty(made.Faults);
        Assert.True(during > 0, "Nothing was written meanwhile.");
        using (var backup = await BackupReader.Open(BackupPath, CancellationToken.None))
        {
            var found = await BackupInspection.Of(backup, Options, CancellationToken.None);
            Assert.Empty(found.Faults);
            Assert.Equal(made.Records, found.Records);
            Assert.Equal(found.Records, backup.Manifest.Records);
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackupPath));
        Assert.Equal([BackupPath], System.IO.Directory.GetFiles(_folder));
        await using var restored = await Restored();
        Assert.Equal(made.Records["member"], restored.Report.Members);
        var there = await restored.Database.Sql("SELECT MemberId FROM MemberListing");
        Assert.Superset(before, there.ToHashSet(StringComparer.Ordinal));
        Assert.Empty((await Inspect(restored.Database)).Faults);

        // As many rows as the records have: none is lost, none is double.
        foreach (var table in new[] { "MemberEntry", "MemberListing" })
        {
            Assert.Equal([Text(made.Records["member"])], await restored.Database.Sql($"SELECT count(*) FROM {table}"));
        }
    }

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

    [Fact]
    public async Task What_is_there_is_never_replaced()
    {
        await WriteMembers(3);
        await Backup();
        var before = await Database.Sql("SELECT MemberId, Status FROM MemberEntry ORDER BY 1");
        var fault = await Assert.ThrowsAsync<BackupFault>(() => RestoreInto(Database));
        Assert.Matches("^(There is|The database in).* already, and a restore replaces nothing\\. [^\\n]*$", fault.Message);
        Assert.Equal(before, await Database.Sql("SELECT MemberId, Status FROM MemberEntry ORDER BY 1"));
    }

    [Fact]
    public async Task A_backup_with_a_byte_changed_or_its_end_missing_is_refused_in_one_sentence()
    {
        await WriteMembers(20);
        await Backup();
        var whole = await File.ReadAllBytesAsync(BackupPath);
        var refused = 0;
        for (var at = 40; at < whole.Length; at += whole.Length / 60)
        {
            var changed = whole.ToArray();
            changed[at] ^= 0x20;
            await File.WriteAllBytesAsync(BackupPath, changed);
            refused += await IsRefused() ? 1 : 0;
        }

        // The headers of a ZIP have bytes that mean nothing here, such as times.
        Assert.InRange(refused, 50, 61);
        foreach (var length in new[] { 0, 1, whole.Length / 2, whole.Length - 1 })
        {
            await File.WriteAllBytesAsync(BackupPath, whole[..length]);
            Assert.True(await IsRefused(), $"Cut to {length} bytes.");
        }
    }

    [Fact]
    public async Task A_backup_whose_manifest_was_changed_is_refused()
    {
        await WriteMembers(1);
        await Backup();
        using (var zip = ZipFile.Open(BackupPath, ZipArchiveMode.Update))
        {
            var entry = zip.GetEntry(BackupWriter.Manifest)!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
            {
                text = await reader.ReadToEndAsync();
            }

            entry.Delete();
            await using var changed = new StreamWriter(zip.CreateEntry(BackupWriter.Manifest).Open());
            await changed.WriteAsync(text.Replace("\"member\": 1", "\"member\": 2", StringComparison.Ordinal));
        }

        var fault = await Assert.ThrowsAsync<BackupFault>(() => BackupReader.Open(BackupPath, CancellationToken.None));
        Assert.Equal($"The backup {BackupPath} is damaged: what it says of itself was changed.", fault.Message);
    }

    [Theory]
    [InlineData("format", "newer than this one")]
    [InlineData("version", "newer than this one")]
    [InlineData("script", "newer than this one")]
    [InlineData("service", "another service (clubs)")]
    public async Task A_backup_of_a_newer_version_or_of_another_service_is_refused(string what, string sentence)
    {
        await WriteMembers(1);
        await Backup();
        await Rewrite(made => what switch
        {
            "format" => made with { Format = 2 },
            "version" => made with { Version = "99.0.0-beta" },
            "script" => made with { Scripts = made.Scripts.Add("0099-future") },
            _ => made with { ServiceId = "clubs" },
        });
        var fault = await Assert.ThrowsAsync<BackupFault>(() => BackupReader.Open(BackupPath, CancellationToken.None));
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_what_is_stored_is_said_in_a_sentence_each()
    {
        var (ann, bob, eve) = (Record("ann"), Record("bob"), Record("eve"));
        var peppered = new Credentials { Password = new PasswordDigest("bcrypt", "lost", "x") };
        foreach (var member in new[] { ann, bob, eve with { Credentials = peppered } })
        {
            await Write(member);
        }

        await Database.Sql(Database.DropTriggers);
        await Damage(ann.Id, "{");
        await Database.Sql("DELETE FROM OwnedAddress WHERE LoginKey = @p0", bob.Addresses.Login!.Key);
        await Database.Sql(
            "INSERT INTO OwnedAddress (ServiceId, LoginKey, KeyN0, KeyN1) VALUES ('members', 'stray', @p0, @p1)",
            Key(eve.Id).N0,
            Key(eve.Id).N1);
        await Backup();
        await Rewrite(made => made with { Records = made.Records.SetItem("member", 4) });

        string[] expected =
        [
            "It says that it has 4 records of the kind member, and has 3.",
            $"The record member {ann.Id} cannot be read.",
            $"The member {eve.Id} owns an address that the record does not name.",
            $"The member {bob.Id} has an address that the table of owned addresses lacks.",
            "Members:Peppers:lost is missing: 1 passwords were hashed with it, and none of them could be checked.",
        ];
        using (var backup = await BackupReader.Open(BackupPath, CancellationToken.None))
        {
            Assert.Equal(expected, (await BackupInspection.Of(backup, Options, CancellationToken.None)).Faults);
        }

        Assert.Equal(expected[1..], (await Inspect(Database)).Faults);
        var options = new MembersOptions { Peppers = { ["lost"] = new string('p', 32) } };
        using (var backup = await BackupReader.Open(BackupPath, CancellationToken.None))
        {
            Assert.DoesNotContain(
                (await BackupInspection.Of(backup, options, CancellationToken.None)).Faults,
                f => f.Contains("Peppers", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said_in_a_sentence()
    {
        var fault = await Assert.ThrowsAsync<BackupFault>(() => Backup(Database, Path.Combine(_folder, "nowhere", "members.backup")));
        Assert.StartsWith("The backup cannot be written: ", fault.Message, StringComparison.Ordinal);
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_damaged_record_is_restored_as_it_is_and_harms_no_other()
    {
        var members = await WriteMembers(3);
        await Database.Sql(Database.DropTriggers);
        await Damage(members[1].Id, "{");
        await Backup();
        await using var restored = await Restored();
        Assert.Equal([$"member {members[1].Id}"], restored.Report.Unreadable);
        Assert.Equal(2, restored.Report.Members);
        Assert.Equal(["3"], await restored.Database.Sql("SELECT count(*) FROM OwnedAddress"));
    }

    private protected async Task<Inspected> Backup() => await Backup(Database, BackupPath);

    private protected abstract Task<Inspected> Backup(TestDatabase database, string target);

    private protected abstract Task<Inspected> Inspect(TestDatabase database);

    /// <summary>Restores the backup to an empty place.</summary>
    private protected async Task<Restored> Restored(bool revokesKeys = false)
    {
        var database = await EmptyPlace();
        return new Restored(database, await RestoreInto(database, revokesKeys));
    }

    private protected async Task<RestoreReport> RestoreInto(TestDatabase database, bool revokesKeys = false)
    {
        using var backup = await BackupReader.Open(BackupPath, CancellationToken.None);
        return await Restore(backup, database, new RestoreRules(Noon, 50, revokesKeys));
    }

    private protected abstract Task<TestDatabase> EmptyPlace();

    private protected abstract Task<RestoreReport> Restore(BackupReader backup, TestDatabase database, RestoreRules rules);

    /// <summary>Makes the backup anew with another manifest.</summary>
    private protected async Task Rewrite(Func<BackupManifest, BackupManifest> change, Func<string, string, string>? part = null)
    {
        var parts = new Dictionary<string, byte[]>();
        BackupManifest made;
        using (var backup = await BackupReader.Open(BackupPath, CancellationToken.None))
        {
            made = backup.Manifest;
            foreach (var name in made.Parts.Keys)
            {
                using var bytes = new MemoryStream();
                await backup.Copy(name, bytes, CancellationToken.None);
                parts[name] = part is null
                    ? bytes.ToArray()
                    : System.Text.Encoding.UTF8.GetBytes(part(name, System.Text.Encoding.UTF8.GetString(bytes.ToArray())));
            }
        }

        using var writer = new BackupWriter(BackupPath);
        foreach (var (name, bytes) in parts)
        {
            await writer.Add(name, stream => stream.WriteAsync(bytes).AsTask());
        }

        await writer.Complete(change(made));
    }

    private static GrainId ApiKey(Guid id) =>
        GrainId.Create(GrainType.Create("api-key"), GrainIdKeyExtensions.CreateGuidKey(id));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<bool> IsRefused()
    {
        try
        {
            using var backup = await BackupReader.Open(BackupPath, CancellationToken.None);
            await backup.EnsureSound(CancellationToken.None);
            return false;
        }
        catch (BackupFault fault)
        {
            Assert.DoesNotContain('\n', fault.Message);
            return true;
        }
    }

    // Members register, and change their addresses back and forth: then the record and who owns what change together.
    private async Task Hammer(int writer, ConcurrentDictionary<string, byte> acknowledged, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var record = Record($"w{writer}-{i}") with { CreatedAt = Noon.AddSeconds(i) };
            var etag = await Write(record);
            acknowledged[record.Id.ToString()] = 1;
            await Write(record with { Addresses = new Addresses { Login = Login($"w{writer}-{i}-moved") } }, etag);
        }
    }

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

/// <summary>A database that was restored, and what was said of it.</summary>
internal sealed record Restored(TestDatabase Database, RestoreReport Report) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

public sealed class SqliteBackupTests : BackupTests
{
    [Fact]
    public async Task A_restore_that_fails_leaves_no_database()
    {
        await WriteMembers(1);
        await Backup();
        await Rewrite(made => made, (_, _) => "This is no database.");
        await using var empty = (SqliteTestDatabase)await EmptyPlace();
        await Assert.ThrowsAnyAsync<Exception>(() => RestoreInto(empty));
        Assert.Equal(
            ["members.lock"],
            System.IO.Directory.GetFiles(Path.GetDirectoryName(empty.FilePath)!).Select(f => Path.GetFileName(f)).ToArray());
    }

    [Fact]
    public async Task A_backup_of_a_former_schema_is_upgraded_when_it_is_restored()
    {
        var file = SqliteTestDatabase.NewPath();
        await using var former = new SqliteTestDatabase(new(file));
        await former.Sql(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Dumps", "sqlite-0003.sql")));
        await Backup(former, BackupPath);
        using (var backup = await BackupReader.Open(BackupPath, CancellationToken.None))
        {
            Assert.True(backup.Manifest.IsOfOlderSchema());
        }

        await using var restored = await Restored();
        await using var upgraded = await SqliteTestDatabase.From("sqlite-0003.sql");
        const string All = "SELECT LoginKey, KeyN0, KeyN1 FROM OwnedAddress ORDER BY 1";
        Assert.Equal(await upgraded.Sql(All), await restored.Database.Sql(All));
        Assert.Empty((await Inspect(restored.Database)).Faults);
    }

    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();

    private protected override Task<TestDatabase> EmptyPlace() =>
        Task.FromResult<TestDatabase>(new SqliteTestDatabase(new(SqliteTestDatabase.NewPath())));

    private protected override Task<Inspected> Backup(TestDatabase database, string target) =>
        SqliteBackup.Make(((SqliteTestDatabase)database).FilePath, target, Options, Noon, CancellationToken.None);

    private protected override Task<Inspected> Inspect(TestDatabase database) =>
        SqliteBackup.Inspect(((SqliteTestDatabase)database).FilePath, Options, CancellationToken.None);

    private protected override async Task<RestoreReport> Restore(BackupReader backup, TestDatabase database, RestoreRules rules)
    {
        using var data = Members.Silo.Hosting.DataDirectory.Open(Path.GetDirectoryName(((SqliteTestDatabase)database).FilePath)!);
        return await SqliteRestore.Run(backup, data, rules, CancellationToken.None);
    }
}

public sealed class PostgresBackupTests : BackupTests
{
    [Fact]
    public async Task A_restore_that_fails_leaves_an_empty_database()
    {
        await WriteMembers(2);
        await Backup();
        await Rewrite(
            made => made,
            (name, text) => name.StartsWith("MemberListing", StringComparison.Ordinal) ? text + "{\"keyn0\":1}" : text);
        await using var empty = await EmptyPlace();
        await Assert.ThrowsAsync<Members.Silo.Hosting.StartupException>(() => RestoreInto(empty));
        Assert.Equal(["0"], await empty.Sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task A_backup_of_a_former_schema_is_upgraded_when_it_is_restored()
    {
        await using var former = await PostgresTestDatabase.Empty();
        await former.Load("postgres-0005.sql");
        await Backup(former, BackupPath);
        await using var restored = await Restored();
        await using var upgraded = await PostgresTestDatabase.From("postgres-0005.sql");
        const string All = "SELECT LoginKey, KeyN0, KeyN1 FROM OwnedAddress ORDER BY 1";
        Assert.Equal(await upgraded.Sql(All), await restored.Database.Sql(All));
        Assert.Empty((await Inspect(restored.Database)).Faults);

        // A silo starts on it as on any other.
        await PostgresSchema.Upgrade(((PostgresTestDatabase)restored.Database).Database);
    }

    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();

    private protected override async Task<TestDatabase> EmptyPlace() => await PostgresTestDatabase.Empty();

    private protected override Task<Inspected> Backup(TestDatabase database, string target) =>
        PostgresBackup.Make(((PostgresTestDatabase)database).Database, target, Options, Noon, CancellationToken.None);

    private protected override Task<Inspected> Inspect(TestDatabase database) =>
        PostgresBackup.Inspect(((PostgresTestDatabase)database).Database, Options, CancellationToken.None);

    private protected override Task<RestoreReport> Restore(BackupReader backup, TestDatabase database, RestoreRules rules) =>
        PostgresRestore.Run(backup, ((PostgresTestDatabase)database).Database, rules, CancellationToken.None);
}

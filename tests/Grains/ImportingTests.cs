using System.Security.Cryptography;
using System.Text;
using Members.Accounts;
using Members.Admission;
using Members.Clustering;
using MembersCluster = Members.Tests.Grains.Hosting.MembersCluster;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Import;
using Members.Grains.Storage;
using Members.Import;
using Members.Outcomes;
using Members.SignUp;
using Members.Staff;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

/// <summary>Imports make members row by row, can be repeated and are taken back.</summary>
[Collection(MembersCollection.Name)]
public sealed class ImportingTests(MembersCluster cluster)
{
    [Fact]
    public async Task A_row_becomes_a_member_with_all_that_it_brings()
    {
        var since = cluster.Now - TimeSpan.FromDays(400);
        var row = Row(2) with
        {
            EmailVerified = true,
            CreatedAt = since,
            LastLoginAt = since + TimeSpan.FromDays(7),
            Contact = new ContactInfo
            {
                FirstName = "Ann",
                Labels = ["board"],
                CustomFields = [new() { Name = "street", StrValue = "Elm 3" }],
            },
            Privacy = ProfilePrivacy.Community,
            Consents = [new PortableConsent("terms", "3", since)],
        };
        var (_, done) = await Import(row);

        var member = (await cluster.Member(Made(done[0])).Find())!;
        Assert.Equal((MemberStatus.Active, row.Email.Typed, true), (member.Status, member.LoginEmail, member.EmailVerified));
        Assert.Equal((since, row.LastLoginAt), (member.CreatedAt, member.LastLoginAt));
        var contact = member.Contact;
        Assert.Equal(("Ann", "board", "Elm 3"), (contact.FirstName, contact.Labels[0], contact.CustomFields[0].StrValue));
        Assert.Equal(ProfilePrivacy.Community, member.Privacy);
        Assert.Equal("3", Assert.Single((await cluster.StoredMember(member.Id)).Consents).Version);
        Assert.Equal(member.Id, await cluster.Index(row.Email).Resolve());
        Assert.Empty(cluster.Mail.Of(member.Id));
    }

    [Fact]
    public async Task A_password_of_the_old_site_logs_in_and_its_hash_is_made_anew()
    {
        var inner = HMACSHA384.HashData("wp-sha384"u8, Encoding.UTF8.GetBytes(GoodPassword.Reveal()));
        var hash = "$wp" + BCrypt.Net.BCrypt.HashPassword(Convert.ToBase64String(inner), 4);
        var (_, done) = await Import(Row(2) with { Password = Hash(hash) });
        var (id, email) = (Made(done[0]), EmailAddress.Parse((await cluster.Member(Made(done[0])).Find())!.LoginEmail));

        // WordPress takes spaces away: what is made anew is of the password without them.
        Assert.True(await cluster.CanLogIn(email, Password($" {GoodPassword.Reveal()} ")));
        Assert.False(await cluster.CanLogIn(email, Password("not-the-password-77")));
        await Eventually.Holds(
            async () => (await cluster.StoredMember(id)).Credentials.Password!.Hash != hash, "the hash is made anew");
        Assert.True(await cluster.CanLogIn(email));
    }

    [Fact]
    public async Task Of_two_rows_with_one_address_the_second_loses_and_so_does_one_whose_address_a_member_has()
    {
        var (first, member) = (Row(2), await cluster.Register());
        var (run, done) = await Import(first, Row(3, Email(first.Email.Typed.ToUpperInvariant())), Row(4, member.Email));

        Assert.Equal([RowOutcome.Imported, RowOutcome.Refused, RowOutcome.Refused], done.Select(r => r.Outcome));
        Assert.All(done.Skip(1), r => Assert.Equal(("email", "EMAIL_ALREADY_EXISTS"), (r.Reason!.Column, r.Reason.Code)));
        Assert.Equal((1, 2, 3), (run.Imported, run.Refused, run.Rows));
        Assert.Equal(member.Id, await cluster.Index(member.Email).Resolve());
    }

    [Fact]
    public async Task A_row_that_is_refused_or_passed_over_is_recorded_with_its_reason()
    {
        var import = await Begin();
        var rows = new[]
        {
            new ImportRow(2) { Reason = new RowReason("user_email", "INVALID_EMAIL", "This is no address.") },
            new ImportRow(3) { Reason = new RowReason(null, "GUEST", "A guest."), IsSkipped = true },
            new ImportRow(4) { Member = Row(4) with { CreatedAt = cluster.Now + TimeSpan.FromDays(30) } },
        };
        var done = (await Run(import).Add(0, rows)).Done();

        Assert.Equal((0, 2, 1), (done.Run.Imported, done.Run.Refused, done.Run.Skipped));
        Assert.Equal(["INVALID_EMAIL", "GUEST", "OUT_OF_RANGE"], done.Rows.Select(r => r.Reason!.Code));
        var recorded = (await Run(import).ListRows(0))!;
        Assert.Equal<ImportedRow>([.. done.Rows], recorded);
        Assert.Null(await Run(import).ListRows(1));
    }

    [Fact]
    public async Task A_batch_whose_answer_was_lost_is_answered_the_same_and_makes_nobody_twice()
    {
        var import = await Begin();
        var rows = Rows(3);
        var done = (await Run(import).Add(0, rows)).Done();
        using var watch = cluster.Watch([.. done.Rows.Select(r => cluster.Member(Made(r)))]);

        var again = (await Run(import).Add(0, rows)).Done();
        Assert.Equal<ImportedRow>([.. done.Rows], [.. again.Rows]);
        Assert.Equal(done.Run, again.Run);
        Assert.Empty(watch.Commits);
    }

    [Theory]
    [InlineData(1, FaultMoment.Before)]
    [InlineData(1, FaultMoment.After)]
    [InlineData(2, FaultMoment.Before)]
    [InlineData(2, FaultMoment.After)]
    public async Task A_batch_that_dies_before_it_is_recorded_goes_on_when_it_is_handed_over_again(int write, FaultMoment moment)
    {
        var import = await Begin();
        var rows = Rows(3);
        using (var watch = cluster.Watch(cluster.Grains.GetGrain<IImportBatchGrain>(ImportBatchGrain.KeyOf(import, 0))))
        {
            watch.FailWrite(write, moment);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => Run(import).Add(0, rows));
        }

        Assert.Equal(0, (await Run(import).Find())!.Rows);
        var done = (await Run(import).Add(0, rows)).Done();
        Assert.All(done.Rows, r => Assert.Equal(RowOutcome.Imported, r.Outcome));
        Assert.Equal((3, 1), (done.Run.Imported, done.Run.Batches));
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task A_batch_that_died_before_it_was_recorded_is_undone_too_and_no_row_of_it_is_imported_any_more(FaultMoment moment)
    {
        var import = await Begin();
        (await Run(import).Add(0, Rows(1))).Done();
        var rows = Rows(3);
        var batch = cluster.Grains.GetGrain<IImportBatchGrain>(ImportBatchGrain.KeyOf(import, 1));
        using (var watch = cluster.Watch(batch))
        {
            watch.FailWrite(2, moment);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => Run(import).Add(1, rows));
        }

        Assert.All(await Task.WhenAll(rows.Select(r => cluster.OwnerOf(r.Member!.Email))), o => Assert.NotNull(o));
        Assert.Equal(ImportState.Undone, (await Undo(import)).State);
        Assert.All(await Task.WhenAll(rows.Select(r => cluster.OwnerOf(r.Member!.Email))), o => Assert.Null(o));
        Assert.DoesNotContain(await batch.Import(import, rows), r => r.Outcome == RowOutcome.Imported);
    }

    [Fact]
    public async Task Whom_an_attempt_made_that_was_never_recorded_undoing_removes_though_a_later_attempt_recorded_others()
    {
        var import = await Begin();
        var (first, second) = (Rows(3), Rows(1));
        var batch = cluster.Grains.GetGrain<IImportBatchGrain>(ImportBatchGrain.KeyOf(import, 0));
        using (var watch = cluster.Watch(batch))
        {
            watch.FailWrite(2, FaultMoment.Before);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => Run(import).Add(0, first));
        }

        Assert.Equal(1, (await Run(import).Add(0, second)).Done().Run.Imported);
        Assert.Equal((ImportState.Undone, 1), ((await Undo(import)).State, (await Undo(import)).Removed));
        foreach (var row in first.Concat(second))
        {
            Assert.Null(await cluster.OwnerOf(row.Member!.Email));
        }
    }

    [Fact]
    public async Task A_member_whose_record_cannot_be_read_stops_neither_undoing_nor_the_mails_of_others()
    {
        var (run, done) = await Import(Row(2), Row(3));
        (await Run(run.Id).Finish()).Done();
        await cluster.Poison<MemberRecord>(StateNames.Member, cluster.Member(Made(done[0])));
        await cluster.Forget(cluster.Member(Made(done[0])));

        (await cluster.Grains.Imports().Invite(run.Id)).Done();
        var upkeep = cluster.Grains.GetGrain<IImportsUpkeepGrain>(LoginKey.DefaultSite);
        await upkeep.Look();
        await upkeep.Look();
        Assert.Single(cluster.Mail.Of(Made(done[1])));
        Assert.Equal((1, 1), ((await Undo(run.Id)).Removed, (await Undo(run.Id)).Kept));
        Assert.Equal(["FAULT", null], (await Run(run.Id).ListRows(0))!.Select(r => r.Reason?.Code));
        Assert.Null(await cluster.Member(Made(done[1])).Find());
    }

    [Fact]
    public async Task A_time_of_the_file_that_is_ahead_is_not_taken_for_a_login_here()
    {
        var ahead = cluster.Now + TimeSpan.FromHours(2);
        var (run, done) = await Import(Row(2) with { LastLoginAt = ahead, CreatedAt = ahead });
        var member = (await cluster.Member(Made(done[0])).Find())!;
        Assert.Equal((null, cluster.Now), (member.LastLoginAt, member.CreatedAt));
        Assert.Equal(1, (await Undo(run.Id)).Removed);
    }

    [Fact]
    public async Task Rows_that_a_caller_numbers_alike_are_different_people()
    {
        var import = await Begin();
        var done = (await Run(import).Add(0, [new ImportRow(7) { Member = Row(7) }, new ImportRow(7) { Member = Row(8) }])).Done();
        Assert.NotEqual(Made(done.Rows[0]), Made(done.Rows[1]));
    }

    [Fact]
    public async Task A_text_that_cannot_be_stored_is_refused_with_its_row_alone()
    {
        var import = await Begin();
        var half = new Answer("why", "Why?", FieldKind.Text, "\"\\ud83d\"");
        var poisoned = Row(2) with { Applications = [new PortableApplication(cluster.Now) { Answers = [half] }] };
        var nul = Row(3) with { Status = MemberStatus.Blocked, Block = new PortableBlock(MemberStatus.Active, null, "a\0b") };
        var done = (await Run(import).Add(
            0, [new ImportRow(2) { Member = poisoned }, new ImportRow(3) { Member = nul }, new ImportRow(4) { Member = Row(4) }])).Done();
        Assert.Equal([RowOutcome.Refused, RowOutcome.Refused, RowOutcome.Imported], done.Rows.Select(r => r.Outcome));
        Assert.Equal(["UNKNOWN_VALUE", "INVALID_CHARACTER"], done.Rows.Take(2).Select(r => r.Reason!.Code));
    }

    [Fact]
    public async Task The_count_of_a_batch_that_dies_after_it_is_recorded_is_made_up_for()
    {
        var import = await Begin();
        var rows = Rows(2);
        using (var watch = cluster.Watch(Run(import)))
        {
            watch.FailWrite(1, FaultMoment.Before);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => Run(import).Add(0, rows));
        }

        Assert.Equal(2, (await Run(import).Add(0, rows)).Done().Run.Imported);
        Assert.Equal(2, (await Run(import).Find())!.Imported);
    }

    [Fact]
    public async Task Rows_come_in_order_and_not_after_the_end()
    {
        var import = await Begin();
        (await Run(import).Add(1, Rows(1))).Broke(("batch", "WRONG_BATCH"));
        (await Run(import).Add(0, [])).Broke(("rows", "OUT_OF_RANGE"));
        (await Run(import).Add(0, Rows(501))).Broke(("rows", "OUT_OF_RANGE"));
        (await Run(MemberId.New()).Add(0, Rows(1))).Broke(("id", "UNKNOWN"));
        (await Run(import).Finish()).Done();
        (await Run(import).Add(0, Rows(1))).Broke(("state", "ENDED"));
        Assert.Equal(ImportState.Finished, (await Run(import).Finish()).Done().State);
    }

    [Fact]
    public async Task Undoing_removes_who_has_not_been_here_since_and_the_file_can_come_again_under_the_same_ids()
    {
        var (hash, stays, goes) = (Hash(BCrypt.Net.BCrypt.HashPassword(GoodPassword.Reveal(), 4)), MemberId.New(), MemberId.New());
        var rows = new[] { Row(2) with { Id = stays, Password = hash }, Row(3) with { Id = goes, Password = hash } };
        var (run, _) = await Import(rows);
        (await cluster.Login(rows[0].Email)).Done();

        var undone = await Undo(run.Id);
        Assert.Equal((ImportState.Undone, 1, 1), (undone.State, undone.Removed, undone.Kept));
        Assert.NotNull(await cluster.Member(stays).Find());
        Assert.Null(await cluster.Member(goes).Find());
        Assert.Null(await cluster.Index(rows[1].Email).Resolve());
        Assert.Null(await cluster.OwnerOf(rows[1].Email));
        Assert.Equal([RowOutcome.Kept, RowOutcome.Removed], (await Run(run.Id).ListRows(0))!.Select(r => r.Outcome));

        Assert.Equal(undone, await Undo(run.Id));
        var (_, again) = await Import(rows[1]);
        Assert.Equal(goes, Made(again[0]));
        Assert.True(await cluster.CanLogIn(rows[1].Email));
    }

    [Fact]
    public async Task Undoing_keeps_staff_and_who_has_set_a_password()
    {
        var (run, done) = await Import(Row(2), Row(3), Row(4));
        var (owner, member, gone) = (Made(done[0]), Made(done[1]), Made(done[2]));
        (await cluster.Grains.Staff().Assign(owner, StaffRoles.Approver)).Done();
        var link = await cluster.MailLink(await Known(member));
        (await cluster.Member(member).SetPassword(link, GoodPassword)).Done();

        Assert.Equal((1, 2), ((await Undo(run.Id)).Removed, (await Undo(run.Id)).Kept));
        Assert.NotNull(await cluster.Member(owner).Find());
        Assert.NotNull(await cluster.Member(member).Find());
        Assert.Null(await cluster.Member(gone).Find());
        (await cluster.Grains.Staff().Remove(owner)).Done();
    }

    [Fact]
    public async Task Undoing_goes_on_after_it_died_in_the_middle()
    {
        var (run, done) = await Import(Row(2), Row(3));
        using (var watch = cluster.Watch(cluster.Grains.GetGrain<IImportBatchGrain>(ImportBatchGrain.KeyOf(run.Id, 0))))
        {
            watch.FailWrite(1, FaultMoment.Before);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => Run(run.Id).Undo());
        }

        Assert.Equal((2, 0), ((await Undo(run.Id)).Removed, (await Undo(run.Id)).Kept));
        Assert.All(await Task.WhenAll(done.Select(r => cluster.Member(Made(r)).Find())), Assert.Null);
    }

    [Fact]
    public async Task Who_waited_waits_with_their_answers_and_who_was_rejected_is_so()
    {
        var answers = new[] { new Answer("why", "Why?", FieldKind.Text, "\"To sing\""), new Answer("age", "Age", FieldKind.Number, "41") };
        var applied = new PortableApplication(cluster.Now - TimeSpan.FromDays(3)) { Answers = [.. answers] };
        var (_, done) = await Import(
            Row(2) with { Status = MemberStatus.Pending, Applications = [applied] }, Row(3) with { Status = MemberStatus.Rejected });

        var waiting = await cluster.StoredMember(Made(done[0]));
        Assert.Equal(MemberStatus.Pending, waiting.Status);
        Assert.Equal(answers, Assert.Single(waiting.Applications).Answers);
        Assert.Contains("to sing", waiting.Applications[0].Search, StringComparison.Ordinal);
        Assert.Equal(
            ApplicationAct.Rejected, Assert.Single((await cluster.StoredMember(Made(done[1]))).Applications).Decision!.Outcome);
    }

    [Fact]
    public async Task Looking_at_rows_tells_what_would_become_of_them_and_stores_nothing()
    {
        var member = await cluster.Register();
        var free = Row(2);
        var checks = cluster.Grains.GetGrain<IImportChecksGrain>(0);
        var found = await checks.Check(
        [
            new ImportRow(2) { Member = free },
            new ImportRow(3) { Member = Row(3, member.Email) },
            new ImportRow(4) { Member = Row(4) with { Status = MemberStatus.None } },
        ]);

        Assert.Equal([null, "EMAIL_ALREADY_EXISTS", "UNKNOWN_VALUE"], found.Select(r => r.Reason?.Code));
        Assert.Null(await cluster.OwnerOf(free.Email));
        var hash = Hash(BCrypt.Net.BCrypt.HashPassword(GoodPassword.Reveal(), 4));
        Assert.True((await checks.TryPassword(hash, GoodPassword)).Done().Matches);
        Assert.False((await checks.TryPassword(hash, Password("not-the-password-77"))).Done().Matches);
    }

    [Fact]
    public async Task Looking_at_rows_tells_which_ids_are_taken()
    {
        var (member, free) = (await cluster.Register(), MemberId.New());
        var found = await cluster.Grains.GetGrain<IImportChecksGrain>(0).Check(
        [
            new ImportRow(2) { Member = Row(2) with { Id = member.Id } },
            new ImportRow(3) { Member = Row(3, member.Email) with { Id = member.Id } },
            new ImportRow(4) { Member = Row(4, member.Email) with { Id = free } },
            new ImportRow(5) { Member = Row(5) with { Id = free } },
        ]);

        Assert.Equal(["ID_TAKEN", "ID_TAKEN", "EMAIL_ALREADY_EXISTS", null], found.Select(r => r.Reason?.Code));
        Assert.False((await cluster.StoredMember(free)).Exists());
    }

    [Fact]
    public async Task Who_came_without_a_password_is_mailed_a_link_once()
    {
        var hash = Hash(BCrypt.Net.BCrypt.HashPassword(GoodPassword.Reveal(), 4));
        var (run, done) = await Import(Row(2), Row(3) with { Password = hash }, Row(4) with { Status = MemberStatus.Pending }, Row(5));
        (await cluster.Grains.Imports().Invite(run.Id)).Broke(("id", "NOT_FINISHED"));
        (await Run(run.Id).Finish()).Done();
        (await cluster.Grains.Imports().Invite(run.Id)).Done();
        (await cluster.Grains.Imports().Invite(run.Id)).Done();

        var upkeep = cluster.Grains.GetGrain<IImportsUpkeepGrain>(LoginKey.DefaultSite);
        using (var watch = cluster.Watch(Run(run.Id)))
        {
            watch.FailWrite(1, FaultMoment.Before);
            await Assert.ThrowsAsync<StorageUnavailableException>(upkeep.Look);
        }

        await upkeep.Look();
        await upkeep.Look();
        Assert.Equal([1, 0, 0, 1], done.Select(r => cluster.Mail.Of(Made(r)).Count));
        Assert.Empty((await cluster.Stored<ImportsRecord>(StateNames.Imports, cluster.Grains.Imports())).Inviting);
    }

    [Fact]
    public async Task A_site_lists_its_imports_newest_first()
    {
        var (first, second) = (await Begin(), await Begin());
        var runs = (await cluster.Grains.Imports().List()).Runs;
        Assert.Equal([second, first], runs.Take(2).Select(r => r.Id));
        (await cluster.Grains.Imports().Begin(new BeginImport("", "x", "abc"))).Broke(("source", "REQUIRED"), ("fileDigest", "MALFORMED"));
    }

    private static PortableMember Row(int number, EmailAddress? email = null) =>
        new() { Email = email ?? NewEmail(), Status = MemberStatus.Active, Contact = new ContactInfo { Nickname = $"row {number}" } };

    private static ImportRow[] Rows(int count) => [.. Enumerable.Range(2, count).Select(n => new ImportRow(n) { Member = Row(n) })];

    private static PortableHash Hash(string text) => PortableHash.TryParse(text, out var hash) ? hash : throw new FormatException();

    private static Guid Made(ImportedRow row) => Assert.NotNull(row.Member);

    private IImportRunGrain Run(Guid import) => cluster.Grains.GetGrain<IImportRunGrain>(import);

    private async Task<Guid> Begin() => (await cluster.Grains.Imports().Begin(new BeginImport("csv", "members.csv"))).Done().Id;

    private async Task<(ImportRun Run, IReadOnlyList<ImportedRow> Rows)> Import(params PortableMember[] members)
    {
        var import = await Begin();
        var done = (await Run(import).Add(0, [.. members.Select((m, i) => new ImportRow(i + 2) { Member = m })])).Done();
        Assert.Equal(members.Length, done.Rows.Length);
        return (done.Run, done.Rows);
    }

    private async Task<ImportRun> Undo(Guid import) => (await Run(import).Undo()).Done();

    private async Task<Known> Known(Guid id) => new(id, EmailAddress.Parse((await cluster.Member(id).Find())!.LoginEmail), null!);
}

using System.Globalization;
using Members.Accounts;
using Members.Directory;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Storage;
using Members.Silo.Storage;
using Members.Silo.Storage.Postgres;

namespace Members.Tests.Storage;

/// <summary>Members by what else the console asks for: name, verification, times.</summary>
public abstract class MemberSearchTests : DirectoryBench
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Folds a text as the database does: the text is the parameter <c>@p0</c>.</summary>
    private protected abstract string Folded { get; }

    /// <summary>Makes the database as a version left it that knew no listing.</summary>
    private protected abstract string Forget { get; }

    [Theory]
    [InlineData("jurgen", "jurgen")]
    [InlineData("JÜRGEN groß", "jurgen")]
    [InlineData("Ju\u0308rgen", "jurgen")]
    [InlineData("gross", "jurgen")]
    [InlineData("gen@ex", "jurgen,imogen")]
    [InlineData("imo", "imogen")]
    [InlineData("GENIE", "imogen")]
    [InlineData("чайковский", "pjotr")]
    [InlineData("ÇAĞLA yildiz", "caglar")]
    [InlineData("gen jurgen gen", "jurgen")]
    [InlineData("jurgen imogen", "")]
    [InlineData("%", "")]
    [InlineData("_", "")]
    [InlineData(" ", "jurgen,imogen,caglar,pjotr")]
    public async Task Each_word_stands_in_the_address_or_a_name_whatever_its_case_and_accents(string text, string found)
    {
        await Write("jurgen", r => r with { FirstName = "Jürgen", LastName = "Groß" });
        await Write("imogen", r => r with { Nickname = "Genie" });
        await Write("caglar", r => r with { FirstName = "Çağla", LastName = "Yıldız" });
        await Write("pjotr", r => r with { FirstName = "Пётр", LastName = "Чайковский" });

        Assert.Equal(found, await Names(Everybody with { Text = text }));
    }

    [Fact]
    public async Task Letters_are_folded_by_the_database_as_by_the_service()
    {
        var letters = Enumerable.Range(' ', 0x5ff).Concat(Enumerable.Range(0x1e00, 0x200)).Select(c => (char)c)
            .Where(c => char.IsLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark).Append('안').Append('が').ToList();
        var differ = new List<string>();
        foreach (var row in letters.Chunk(100))
        {
            var (there, here) = (new List<string>(), row.Select(c => FoldedText.Of($"{c}")));
            foreach (var letter in row)
            {
                there.Add(Assert.Single(await Database.Sql($"SELECT {Folded}", $"{letter}")));
            }

            differ.AddRange(row.Zip(there, here).Where(l => l.Second != l.Third)
                .Select(l => $"{(int)l.First:x4} {l.First}: {l.Second} and {l.Third}"));
        }

        Assert.Empty(differ);
        Assert.True(letters.Count > 1_000);
    }

    [Fact]
    public async Task Members_are_found_by_verification_registration_and_last_login()
    {
        await Write("old", verified: true, created: -400, login: -200);
        await Write("never", created: -300);
        await Write("lately", verified: true, created: -200, login: -3);
        await Write("new", created: -2);

        Assert.Equal("old,lately", await Names(Everybody with { EmailVerified = true }));
        Assert.Equal("never,new", await Names(Everybody with { EmailVerified = false }));
        Assert.Equal("never,new", await Names(Everybody with { NeverLoggedIn = true }));
        Assert.Equal("lately", await Names(Everybody with { LoggedInFrom = Noon - (30 * Day) }));
        Assert.Equal("old,never", await Names(Everybody with { IdleSince = Noon - (90 * Day) }));
        Assert.Equal("lately,new", await Names(Everybody with { CreatedFrom = Noon - (200 * Day) }));
        Assert.Equal("old,never", await Names(Everybody with { CreatedBefore = Noon - (200 * Day) }));
        var (from, before) = (Noon - (300 * Day), Noon - (300 * Day) + Database.Finest);
        Assert.Equal("never", await Names(Everybody with { CreatedFrom = from, CreatedBefore = before }));

        // By the day.
        Assert.Equal("lately", await Names(Everybody with { LoggedInFrom = Noon - (3 * Day) + TimeSpan.FromHours(11) }));
        Assert.Equal("", await Names(Everybody with { LoggedInFrom = Noon - (2 * Day) }));
    }

    [Fact]
    public async Task All_that_is_asked_for_holds_of_each_who_is_found()
    {
        await Write("ann", verified: true, created: -10, login: -1);
        await Write("anna", MemberStatus.Blocked, verified: true, created: -9, login: -1);
        await Write("annie", verified: false, created: -8, login: -1);
        await Write("anton", verified: true, created: -7);
        var everything = new MemberQuery(MemberStatus.Active, "an", true, 100, null)
        {
            Text = "ANN",
            EmailVerified = true,
            CreatedFrom = Noon - (10 * Day),
            CreatedBefore = Noon,
            LoggedInFrom = Noon - Day,
        };

        Assert.Equal("ann", await Names(everything));
        Assert.Equal("ann,anna", await Names(everything with { OrStatus = MemberStatus.Blocked }));
        Assert.Equal("ann,annie", await Names(everything with { EmailVerified = null }));
        Assert.Equal("", await Names(everything with { Email = "ann@example.com", EmailIsPrefix = false, EmailVerified = false }));
        Assert.Equal("ann", await Names(everything with { Email = "ann@example.com", EmailIsPrefix = false }));
        Assert.Equal("anna,annie", await Names(Everybody with { EmailPart = "n", Text = "ann", CreatedFrom = Noon - (9 * Day) }));
        Assert.Equal("anton", await Names(Everybody with { NewestFirst = true, Text = "n", NeverLoggedIn = true }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_go_on_where_the_one_before_ended_though_members_come_and_go(bool newestFirst)
    {
        var records = await WriteMembers(7);
        var query = Everybody with { Text = "example", EmailVerified = false, NewestFirst = newestFirst, Limit = 2 };
        var expected = (newestFirst ? records.Reverse() : records).Select(r => r.Id).ToList();

        var first = await List(query);
        await Write(Record("later") with { CreatedAt = Noon.AddDays(newestFirst ? 1 : -1) }); // before the pages that follow
        await Store.Write(StateNames.Member, Store.Member(expected[1]), new MemberRecord(), "1");
        var rest = await List(query with { After = first.Next, Limit = 100 });

        Assert.Equal(expected, first.Members.Concat(rest.Members).Select(m => m.Id));
        Assert.Null(rest.Next);
        Assert.Equal(expected[4..6], (await Store.Directory.ListMembers(query with { After = first.Next }, 2, CancellationToken.None))
            .Members.Select(m => m.Id));
    }

    [Fact]
    public async Task What_changes_of_a_member_is_found_at_once_and_who_is_deleted_is_not()
    {
        var record = await Write("ann", r => r with { LastName = "Müller" });
        var etag = await Write(record with { LastLoginAt = Noon, Addresses = record.Addresses with { Verified = true } }, "1");
        Assert.Equal("ann", await Names(Everybody with { Text = "muller", LoggedInFrom = Noon, EmailVerified = true }));

        var married = Named(record, r => r with { LastName = "Şimşek" });
        etag = await Write(married with { Status = MemberStatus.Blocked }, etag);
        Assert.Equal("", await Names(Everybody with { Text = "muller" }));
        Assert.Equal("ann", await Names(Everybody with { Text = "simsek", Status = MemberStatus.Blocked, NeverLoggedIn = true }));

        await Write(Named(record, c => c with { LastName = "Smith" }), etag);
        Assert.Equal("ann", await Names(Everybody with { Text = "smith" }));
        await Store.Write(StateNames.Member, Store.Member(record.Id), new MemberRecord(), "4");
        Assert.Equal(["0"], await Database.Sql("SELECT count(*) FROM MemberListing"));
    }

    [Fact]
    public async Task A_change_of_one_thing_alone_is_in_the_row()
    {
        var record = await Write("ann", c => c with { FirstName = "Ann" });
        var etag = "1";
        await Changes(record with { Status = MemberStatus.Blocked }, "blocked", "ann@example.com ann");
        await Changes(record with { LastLoginAt = Noon }, "2026-03-01", "ann@example.com ann");
        await Changes(record with { LastLoginAt = Noon.AddDays(1) }, "2026-03-02", "ann@example.com ann");
        await Changes(record with { LastLoginAt = null }, "NULL", "ann@example.com ann");
        await Changes(Named(record, c => c with { FirstName = "Änn" }), "active", "ann@example.com ann");
        await Changes(Named(record, c => c with { FirstName = "Bänn" }), "active", "ann@example.com bann");
        await Changes(Named(record, c => c with { FirstName = "Bob" }), "active", "ann@example.com bob");
        await Changes(Named(record, c => c with { LastName = "Bob" }), "active", "ann@example.com ann bob");
        await Changes(record with { Addresses = new Addresses { Login = Login("bob") } }, "active", "bob@example.com ann");
        await Changes(record with { Addresses = record.Addresses with { Verified = true } }, "active", "ann@example.com ann");
        Assert.Equal([record.Id], (await List(Everybody with { EmailVerified = true })).Members.Select(m => m.Id));

        async Task Changes(MemberRecord changed, string said, string words)
        {
            etag = (await Write(changed, etag))!;
            var row = Assert.Single(await Rows()).Split('|');
            Assert.Contains(said, row);
            Assert.Equal(words, row[^1]);
        }
    }

    [Fact]
    public async Task A_member_has_one_row_however_often_they_are_stored()
    {
        var record = await Write("ann", r => r with { FirstName = "Änne" }, login: 0);
        await Write(record with { LastLoginAt = Noon.AddHours(1), UpdatedAt = Noon.AddHours(1) }, "1");
        await Write(record with { LastLoginAt = Noon.AddDays(1), CreatedAt = Noon.AddDays(-1) }, "2");
        await Write(record with { LastLoginAt = Noon.AddDays(1), CreatedAt = Noon.AddDays(-1) }, "3");

        var row = Assert.Single(await Rows());
        Assert.EndsWith("|ann@example.com anne", row, StringComparison.Ordinal);
        Assert.StartsWith($"{record.Id}|active|2026-02-28T12:00:00+00:00|", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_record_is_left_out_and_the_search_goes_on()
    {
        var records = await WriteMembers(5);
        await Database.Sql(Database.DropTriggers);
        await Damage(records[1].Id, "{");
        await Damage(records[3].Id, "null");

        var query = Everybody with { Text = "example", Limit = 2 };
        var first = await List(query);
        var second = await List(query with { After = first.Next });
        Assert.Equal([records[0].Id, records[2].Id], first.Members.Concat(second.Members).Select(m => m.Id));
        Assert.Equal([records[4].Id], (await List(query with { After = second.Next })).Members.Select(m => m.Id));
    }

    [Fact]
    public async Task Members_from_before_there_was_a_listing_are_in_it_after_a_start_except_who_cannot_be_read()
    {
        await Write("jurgen", r => r with { FirstName = "Jürgen" }, verified: true, login: -3);
        await Write("ann", MemberStatus.Blocked);
        var damaged = await WriteMembers(3);
        var waiting = Record("waiting", MemberStatus.None, due: Noon);
        await Write(waiting with { Addresses = new Addresses() });
        var before = await Rows();
        await Database.Sql(Forget);
        await Damage(damaged[0].Id, "{");
        await Damage(damaged[1].Id, "null");
        await Damage(damaged[2].Id, "");

        await Upgrade();

        Assert.Equal(before.Where(r => damaged.All(d => !r.Contains(d.Id.ToString(), StringComparison.Ordinal))), await Rows());
        await Write("new");
        Assert.Equal("jurgen", await Names(Everybody with { Text = "JÜRGEN", EmailVerified = true }));
        Assert.Equal("jurgen,ann,new", await Names(Everybody with { Text = "@example" }));
        var filled = await Rows();
        await Upgrade();
        Assert.Equal(filled, await Rows());
    }

    [Fact]
    public async Task A_text_without_a_letter_is_in_nothing()
    {
        await Write("ann");

        Assert.Equal("", await Names(Everybody with { Text = "\u0301" }));
    }

    [Fact]
    public async Task Records_of_other_services_are_not_found()
    {
        await Write("ann");
        await Database.Sql("UPDATE MemberListing SET ServiceId = 'another'");
        Assert.Equal("", await Names(Everybody with { Text = "ann" }));
    }

    /// <summary>Starts as a silo does.</summary>
    private protected abstract Task Upgrade();

    private Task<IReadOnlyList<string>> Rows() => Database.Sql(
        "SELECT MemberId, Status, CreatedAt, Verified, CAST(LastLogin AS text), Search FROM MemberListing ORDER BY MemberId");

    private Task<MemberPage> List(MemberQuery query) => Store.Directory.ListMembers(query, 0, CancellationToken.None);

    private async Task<string> Names(MemberQuery query) =>
        string.Join(',', (await List(query)).Members.Select(m => m.LoginEmail.Split('@')[0]));

    private static MemberRecord Named(MemberRecord record, Func<ContactInfo, ContactInfo> contact) =>
        record with { Profile = record.Profile with { Contact = contact(record.Profile.Contact) } };

    private Task<MemberRecord> Write(
        string local, Func<ContactInfo, ContactInfo>? contact = null, bool verified = false, int created = 0, int? login = null) =>
        Write(local, MemberStatus.Active, contact, verified, created, login);

    // A second apart when nothing is said of it, so that they are listed in this order; times are days from noon on.
    private async Task<MemberRecord> Write(
        string local,
        MemberStatus status,
        Func<ContactInfo, ContactInfo>? contact = null,
        bool verified = false,
        int created = 0,
        int? login = null)
    {
        var record = Named(Record(local, status), contact ?? (c => c));
        record = record with
        {
            CreatedAt = Noon.AddDays(created).AddSeconds(created == 0 ? _written++ : 0),
            LastLoginAt = login is { } day ? Noon.AddDays(day) : null,
            Addresses = record.Addresses with { Verified = verified },
        };
        await Write(record);
        return record;
    }

    private int _written;
}

public sealed class SqliteMemberSearchTests : MemberSearchTests
{
    private protected override string Folded =>
        "coalesce((SELECT Folded FROM FoldedLetter WHERE Letter = @p0), lower(@p0))";

    private protected override string Forget =>
        "DROP TRIGGER ListingInserted; DROP TRIGGER ListingUpdated; DROP VIEW DerivedListing; DROP TABLE MemberListing; "
        + "DROP TABLE FoldedLetter; DROP TRIGGER MemberRecordUpdated; DROP TRIGGER AdmissionUpdated";

    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();

    private protected override Task Upgrade() => ((SqliteTestDatabase)Database).Upgrade();
}

public sealed class PostgresMemberSearchTests : MemberSearchTests
{
    private protected override string Folded => "FoldText(@p0)";

    private protected override string Forget => """
        DROP FUNCTION DeriveListing(GrainRecord, jsonb); DROP FUNCTION FormerListing(GrainRecord);
        DROP FUNCTION ListingOf(GrainRecord, jsonb);
        DROP TABLE MemberListing; ALTER TABLE GrainRecord DISABLE TRIGGER GrainRecordStored
        """;

    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();

    private protected override async Task Upgrade()
    {
        await PostgresSchema.Upgrade(((PostgresTestDatabase)Database).Database);
        await Database.Sql("ALTER TABLE GrainRecord ENABLE TRIGGER GrainRecordStored");
    }
}

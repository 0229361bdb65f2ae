using System.Text.Json;
using Members.Accounts;
using Members.Directory;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Storage;

namespace Members.Tests.Storage;

/// <summary>Pages of members: which, in what order, and what of them.</summary>
public abstract class MemberListTests : DirectoryBench
{
    [Fact]
    public async Task Order_is_by_creation_to_the_finest_time_that_the_database_keeps_and_then_by_id_and_a_mark_continues_exactly_there()
    {
        var times = new[] { 0, 1, 10, 100, 1_000_000, 9_999_999, 10_000_000, 10_000_001, 10_000_001, 10_000_001 };
        var records = times.Select((ticks, i) => Record($"m{i}") with { CreatedAt = Noon + (ticks * Database.Finest) }).ToArray();
        foreach (var record in records.Reverse())
        {
            await Write(record);
        }

        var expected = records.OrderBy(r => r.CreatedAt).ThenBy(r => r.Id.ToString(), StringComparer.Ordinal).Select(r => r.Id).ToArray();
        Assert.Equal(expected, await ListedByPages(1));
    }

    [Fact]
    public async Task A_listed_member_is_shown_as_their_own_grain_shows_them()
    {
        var full = Record("full") with
        {
            UpdatedAt = Noon.AddDays(1),
            LastLoginAt = Noon.AddDays(2),
            Profile = new Profile(
                new ContactInfo
                {
                    FirstName = "Änne",
                    Emails = ["other@example.com"],
                    Labels = ["vip"],
                    CustomFields = [new CustomField { Name = "size", NumValue = 42.5 }],
                },
                ProfilePrivacy.Community,
                Guid.NewGuid()),
            Events = [new EventRecord("user_created", Noon, "visitor", "192.0.2.1", null, "trace")],
        };
        var verified = Record("verified", MemberStatus.Blocked);
        verified = verified with { CreatedAt = Noon.AddSeconds(1), Addresses = verified.Addresses with { Verified = true } };
        await Write(full);
        await Write(verified);

        var page = await Store.Directory.ListMembers(Everybody, 0, CancellationToken.None);

        Assert.Equal(new[] { full, verified }.Select(r => Text(MemberViews.Of(r))), page.Members.Select(Text));
    }

    [Fact]
    public async Task A_part_of_the_address_finds_members_and_the_newest_can_come_first()
    {
        var records = await WriteMembers(7);
        var query = Everybody with { EmailPart = records[3].Addresses.Login!.Canonical[..^4], Limit = 100 };
        Assert.Equal([records[3].Id], (await List(query)).Members.Select(m => m.Id));
        Assert.Empty((await List(query with { EmailPart = "%" })).Members);
        Assert.Empty((await List(query with { Status = MemberStatus.Blocked })).Members);

        var newest = Everybody with { EmailPart = "@", NewestFirst = true, Limit = 3 };
        var first = await List(newest);
        var rest = await List(newest with { After = first.Next, Limit = 100 });
        var all = await List(newest with { EmailPart = null, Limit = 100 });
        Assert.Equal(records.Reverse().Select(r => r.Id), first.Members.Concat(rest.Members).Select(m => m.Id));
        Assert.Equal(records.Reverse().Select(r => r.Id), all.Members.Select(m => m.Id));

        Task<MemberPage> List(MemberQuery asked) => Store.Directory.ListMembers(asked, 0, CancellationToken.None);
    }

    [Fact]
    public async Task An_offset_passes_over_that_many_of_the_members_asked_for()
    {
        var records = await WriteMembers(7);
        await Write(records[1] with { Status = MemberStatus.Blocked }, "1");
        var ids = records.Select(r => r.Id).ToArray();

        foreach (var offset in Enumerable.Range(0, 9))
        {
            Assert.Equal(ids.Skip(offset), await Listed(Everybody, offset));
            Assert.Equal(
                ids.Where(id => id != ids[1]).Skip(offset), await Listed(Everybody with { Status = MemberStatus.Active }, offset));
        }

        var page = await Store.Directory.ListMembers(Everybody with { Limit = 2 }, 3, CancellationToken.None);
        Assert.Equal(ids[3..5], page.Members.Select(m => m.Id));
        Assert.Equal(ids[6..], await Listed(Everybody with { After = page.Next }, 1));
    }

    [Fact]
    public async Task An_offset_counts_members_whose_records_are_damaged()
    {
        var records = await WriteMembers(5);
        await Database.Sql(Database.DropTriggers);
        await Damage(records[1].Id, "{");
        await Damage(records[3].Id, "{");

        Assert.Equal([records[2].Id, records[4].Id], await Listed(Everybody, 1));
        Assert.Equal([records[2].Id, records[4].Id], await Listed(Everybody, 2));
        Assert.Equal([records[4].Id], await Listed(Everybody, 3));
    }

    private static string Text(MemberView view) => JsonSerializer.Serialize(view, StoredJson.Options);
}

public sealed class SqliteMemberListTests : MemberListTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresMemberListTests : MemberListTests
{
    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

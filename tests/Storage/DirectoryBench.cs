using System.Text;
using Members.Accounts;
using Members.Directory;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Storage;

namespace Members.Tests.Storage;

/// <summary>A database, and members to put into it whose entries are looked at.</summary>
public abstract class DirectoryBench : IAsyncLifetime
{
    private protected static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private protected static readonly MemberQuery Everybody = new(null, null, false, 100, null);

    private protected TestDatabase Database { get; private set; } = null!;

    private protected Store Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await Make();
        Store = await Database.Open();
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Database.DisposeAsync();
    }

    private protected static MemberRecord Record(
        string local = "Ann", MemberStatus status = MemberStatus.Active, DateTimeOffset? due = null)
    {
        var id = Guid.NewGuid();
        return new MemberRecord
        {
            Id = id,
            Status = status,
            Addresses = new Addresses { Login = Login(local) },
            CreatedAt = Noon,
            UpdatedAt = Noon,
            Due = due,
        };
    }

    private protected Task<string?> Write(MemberRecord record, string? etag = null) =>
        Store.Write(StateNames.Member, Store.Member(record.Id), record, etag);

    // A second apart, so that they are listed in this order.
    private protected async Task<MemberRecord[]> WriteMembers(int count)
    {
        var records = Enumerable.Range(0, count).Select(i => Record($"m{i}") with { CreatedAt = Noon.AddSeconds(i) }).ToArray();
        foreach (var record in records)
        {
            await Write(record);
        }

        return records;
    }

    private protected static LoginEmail Login(string local) => LoginEmail.Of(EmailAddress.Parse($"{local}@Example.com"));

    private protected static (long N0, long N1) Key(Guid id) =>
        (BitConverter.ToInt64(id.ToByteArray(), 0), BitConverter.ToInt64(id.ToByteArray(), 8));

    private protected Task Damage(Guid id, string payload) => Damage(id, Encoding.UTF8.GetBytes(payload));

    // As a failing disk would: no trigger tells the entry of it, once the test has dropped them.
    private protected async Task Damage(Guid id, byte[] payload)
    {
        var (n0, n1) = Key(id);
        await Database.Sql("UPDATE GrainRecord SET Payload = @p0 WHERE KeyN0 = @p1 AND KeyN1 = @p2", payload, n0, n1);
        Assert.Equal(
            ["1"],
            await Database.Sql("SELECT count(*) FROM GrainRecord WHERE Payload = @p0 AND KeyN0 = @p1 AND KeyN1 = @p2", payload, n0, n1));
    }

    private protected async Task<IReadOnlyList<Guid>> Listed(MemberQuery query, int offset = 0)
    {
        var page = await Store.Directory.ListMembers(query, offset, CancellationToken.None);
        Assert.Null(page.Next);
        return [.. page.Members.Select(m => m.Id)];
    }

    // A page at a time, each with room for this many.
    private protected async Task<IReadOnlyList<Guid>> ListedByPages(int limit)
    {
        var (ids, mark) = (new List<Guid>(), (PageMark?)null);
        do
        {
            var page = await Store.Directory.ListMembers(Everybody with { Limit = limit, After = mark }, 0, CancellationToken.None);
            ids.AddRange(page.Members.Select(m => m.Id));
            mark = page.Next;
            Assert.True(ids.Count <= 100, "The pages repeat themselves.");
        }
        while (mark is not null);

        return ids;
    }

    private protected abstract Task<TestDatabase> Make();
}

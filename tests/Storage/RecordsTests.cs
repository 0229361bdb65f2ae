using System.Collections.Concurrent;
using System.Globalization;
using Members.Emails;
using Members.Grains.ApiKeys;
using Members.Grains.Settings;
using Members.Grains.Storage;
using Members.Settings;
using Orleans.Storage;

namespace Members.Tests.Storage;

/// <summary>Records by Orleans' own provider over our tables (security findings N1 and N2).</summary>
public abstract class RecordsTests : IAsyncLifetime
{
    private const int Keys = 60, WritersOfEach = 8;

    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await Make();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    private protected abstract Task<TestDatabase> Make();

    // Two processes that each think they have the grain: what a shaky membership can lead to.
    [Fact]
    public async Task Of_sixteen_first_writes_of_one_record_through_two_providers_exactly_one_wins()
    {
        await using var here = await _database.Open();
        await using var there = await _database.Open();
        var wins = new ConcurrentDictionary<string, ConcurrentBag<Guid>>();
        var conflicts = 0;
        var writers = from key in Enumerable.Range(0, Keys)
                      from i in Enumerable.Range(0, WritersOfEach * 2)
                      select (Key: Key(key), Store: i % 2 == 0 ? here : there);
        await Parallel.ForEachAsync(writers, new ParallelOptions { MaxDegreeOfParallelism = WritersOfEach * 2 }, async (writer, _) =>
        {
            var record = new ApiKeyRecord { Id = Guid.NewGuid() };
            try
            {
                await writer.Store.Write(StateNames.LoginAttempts, Store.Index(writer.Key), record);
                wins.GetOrAdd(writer.Key, _ => []).Add(record.Id);
            }
            catch (InconsistentStateException)
            {
                Interlocked.Increment(ref conflicts);
            }
        });

        Assert.Equal((Keys, Keys * ((WritersOfEach * 2) - 1)), (wins.Count, conflicts));
        foreach (var (key, winners) in wins)
        {
            Assert.Equal(Assert.Single(winners), (await there.Read<ApiKeyRecord>(StateNames.LoginAttempts, Store.Index(key))).State!.Id);
        }

        Assert.Equal([Keys.ToString(CultureInfo.InvariantCulture)], await _database.Sql("SELECT count(*) FROM GrainRecord"));
    }

    [Fact]
    public async Task A_write_on_a_version_that_has_moved_on_is_a_conflict_and_changes_nothing()
    {
        await using var store = await _database.Open();
        var grain = Store.Index(Key(1));
        var first = await store.Write(StateNames.LoginAttempts, grain, new ApiKeyRecord { Name = "one" });
        var second = await store.Write(StateNames.LoginAttempts, grain, new ApiKeyRecord { Name = "two" }, first);
        Assert.NotEqual(first, second);
        await Assert.ThrowsAsync<InconsistentStateException>(() => store.Write(StateNames.LoginAttempts, grain, new ApiKeyRecord(), first));
        await Assert.ThrowsAsync<InconsistentStateException>(() => store.Write(StateNames.LoginAttempts, grain, new ApiKeyRecord(), "99"));
        await Assert.ThrowsAsync<InconsistentStateException>(
            () => store.Write(StateNames.LoginAttempts, Store.Index(Key(2)), new ApiKeyRecord(), "1"));

        var read = await store.Read<ApiKeyRecord>(StateNames.LoginAttempts, grain);
        Assert.Equal(("two", second), (read.State!.Name, read.ETag));
        Assert.False((await store.Read<ApiKeyRecord>(StateNames.LoginAttempts, Store.Index(Key(2)))).RecordExists);
    }

    [Fact]
    public async Task A_record_that_was_cleared_goes_on_counting_so_that_an_old_version_never_fits_again()
    {
        await using var store = await _database.Open();
        var grain = Store.Member(Guid.NewGuid());
        var state = new GrainState<SiteSettingsRecord>(new SiteSettingsRecord());
        await store.Records.WriteStateAsync("anything", grain, state);
        var old = state.ETag;
        await store.Records.ClearStateAsync("anything", grain, state);
        await Assert.ThrowsAsync<InconsistentStateException>(() => store.Write("anything", grain, new SiteSettingsRecord(), old));
        await Assert.ThrowsAsync<InconsistentStateException>(() => store.Write("anything", grain, new SiteSettingsRecord()));

        var read = await store.Read<SiteSettingsRecord>("anything", grain);
        Assert.False(read.RecordExists);
        Assert.Equal("2", read.ETag);
        Assert.Equal("3", await store.Write("anything", grain, new SiteSettingsRecord(), read.ETag));
    }

    [Fact]
    public async Task Different_addresses_are_different_rows_however_much_they_look_like_one_number()
    {
        await using var store = await _database.Open();
        var random = new Random(4711);
        var addresses = Lookalikes(random).Concat(
            ["abe+wix@x.org", "0abe+wix@x.org", "00abe+wix@x.org", "6f9619ff8b86d011b42d00c04fc964ff@x.org"])
            .Select(EmailAddress.Parse).DistinctBy(a => a.Canonical).ToArray();
        foreach (var address in addresses)
        {
            await store.Write(
                StateNames.LoginAttempts, Store.Index(LoginKey.For(address).Value), new ApiKeyRecord { Id = Member(address) });
        }

        Assert.Equal([addresses.Length.ToString(CultureInfo.InvariantCulture)], await _database.Sql("SELECT count(*) FROM GrainRecord"));
        foreach (var address in addresses)
        {
            Assert.Equal(
                Member(address),
                (await store.Read<ApiKeyRecord>(StateNames.LoginAttempts, Store.Index(LoginKey.For(address).Value))).State!.Id);
        }

        static Guid Member(EmailAddress address) =>
            new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(address.Canonical)).AsSpan(0, 16));
    }

    [Fact]
    public async Task One_key_under_two_names_is_two_records()
    {
        await using var store = await _database.Open();
        var grain = Store.Member(Guid.NewGuid());
        await store.Write("one", grain, new SiteSettingsRecord { SignupApproval = SignupApproval.Manual });
        await store.Write("two", grain, new SiteSettingsRecord { SignupApproval = SignupApproval.Automatic });
        Assert.Equal(SignupApproval.Manual, (await store.Read<SiteSettingsRecord>("one", grain)).State!.SignupApproval);
    }

    [Fact]
    public void No_two_kinds_of_record_have_the_same_name()
    {
        string[] names =
        [
            StateNames.Member, StateNames.LoginAttempts, StateNames.SiteSettings, StateNames.ApiKey, StateNames.OAuthClients,
            StateNames.Staff, StateNames.Digest,
        ];
        Assert.Equal(["member", "login-attempts", "site-settings", "api-key", "oauth-clients", "staff", "digest"], names);
    }

    private static string Key(int number) => LoginKey.For(EmailAddress.Parse($"m{number}@example.com")).Value;

    // Local parts of hexadecimal digits with zeros before and a plus behind: what the provider would take for numbers.
    private static IEnumerable<string> Lookalikes(Random random) => Enumerable.Range(0, 400).Select(i =>
    {
        var digits = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => "0123456789abcdef"[random.Next(16)]));
        var (zeros, tag) = (new string('0', random.Next(3)), random.Next(2) == 0 ? "" : $"+{random.Next(3)}");
        return $"{zeros}{digits}{tag}@{(random.Next(2) == 0 ? "x.org" : "0.org")}";
    });
}

public sealed class SqliteRecordsTests : RecordsTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresRecordsTests : RecordsTests
{
    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

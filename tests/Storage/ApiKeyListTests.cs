using Members.ApiKeys;
using Members.Grains.ApiKeys;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Secrets;

namespace Members.Tests.Storage;

/// <summary>The list of API keys.</summary>
public abstract class ApiKeyListTests : DirectoryBench
{
    [Fact]
    public async Task Keys_are_listed_oldest_first_without_damaged_and_cleared_ones()
    {
        var keys = Enumerable.Range(0, 4).Select(i => new ApiKeyRecord
        {
            Id = Guid.NewGuid(),
            Name = $"k{i}",
            Scopes = Scopes.MembersManage,
            CreatedAt = Noon.AddDays(-i),
            Digest = TokenDigest.Of(OpaqueToken.Create(TokenPurpose.ApiKey, Guid.NewGuid(), Guid.NewGuid(), new byte[32])),
        }).ToArray();
        foreach (var key in keys)
        {
            await Store.Write(StateNames.ApiKey, Store.Member(key.Id), key);
        }

        await Damage(keys[1].Id, "{\"digest\":\"not base64\"}");
        var cleared = await Store.Read<ApiKeyRecord>(StateNames.ApiKey, Store.Member(keys[2].Id));
        await Store.Records.ClearStateAsync(StateNames.ApiKey, Store.Member(keys[2].Id), cleared);
        Assert.Equal(["k3", "k0"], (await Store.Directory.ListApiKeys(CancellationToken.None)).Select(k => k.Name));
    }
}

public sealed class SqliteApiKeyListTests : ApiKeyListTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresApiKeyListTests : ApiKeyListTests
{
    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

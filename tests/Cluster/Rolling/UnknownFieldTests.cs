using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Rolling;

/// <summary>What a newer version has added to a row is there after this one has written it, in the database that both use.</summary>
[Collection(SharedClusterUsers.Name)]
public sealed class UnknownFieldTests(SharedCluster shared)
{
    [Fact]
    public async Task Fields_of_a_newer_version_survive_writes_of_this_one()
    {
        var fields = await FutureFields.In(await shared.Whole());

        Assert.Equal(0, await fields.CountStripped());
    }
}

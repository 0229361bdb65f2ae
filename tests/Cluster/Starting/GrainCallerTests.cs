using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Starting;

/// <summary>A service of another process finds the silos in the database and calls the grains, as the README shows it.</summary>
[Collection(SharedClusterUsers.Name)]
public sealed class GrainCallerTests(SharedCluster shared)
{
    [Fact]
    public async Task A_service_registers_logs_in_checks_a_session_and_blocks()
    {
        var cluster = await shared.Whole();

        Assert.Equal(
            SampleService.First, await SampleService.Run("DATABASE", PostgresServer.ConnectionString(cluster.Postgres.Address)));
    }
}

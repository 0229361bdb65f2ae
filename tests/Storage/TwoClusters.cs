namespace Members.Tests.Storage;

/// <summary>Two clusters on one database that know nothing of each other.</summary>
public sealed class TwoClusters : IAsyncLifetime
{
    internal PostgresTestDatabase Database { get; private set; } = null!;

    internal IReadOnlyList<LoneSilo> Clusters { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Database = await PostgresTestDatabase.Make();
        Clusters = [await LoneSilo.Start(Database, "here"), await LoneSilo.Start(Database, "there")];
    }

    public async Task DisposeAsync()
    {
        foreach (var cluster in Clusters)
        {
            await cluster.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}

using Members.Accounts;
using Members.Grains;
using Members.Silo.Clustering;
using Members.Silo.Storage;
using Members.Silo.Storage.Postgres;
using Npgsql;

namespace Members.Silo.Hosting;

/// <summary>One of several silos, over PostgreSQL.</summary>
internal static class ClusterNode
{
    /// <summary>Brings the database up to date and looks whether this silo fits to the others.</summary>
    /// <returns>What to do with the silo.</returns>
    /// <exception cref="StartupException">The database cannot be used with these settings.</exception>
    public static async Task<Action<ISiloBuilder>> Prepare(SiloOptions settings, MembersOptions members)
    {
        // A change of a password hashes twice.
        if (2 * members.HashPatience >= ClusteringExtensions.Patience)
        {
            throw new StartupException($"Members:HashPatience must be shorter than {ClusteringExtensions.Patience.TotalSeconds / 2} seconds in a cluster, where an answer is waited for {ClusteringExtensions.Patience.TotalSeconds}.");
        }

        var address = await AdvertisedAddress.Of(settings.AdvertisedAddress);
        var database = PostgresDatabase.At(settings.Database!, MemberId.New().ToString("N"));
        await PostgresSchema.Upgrade(database);
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync();
            await CommonSettings.EnsureShared(connection, settings, members);
            await StoredPeppers.EnsureKnown(connection, members);
        }
        catch (NpgsqlException fault)
        {
            throw PostgresDatabase.Refusal(fault);
        }

        return silo =>
        {
            silo.Services.AddSingleton(_ => database); // by a factory, so that it is closed with the process's other services
            silo.JoinCluster(database, address, settings).AddPostgresStorage(database);
        };
    }
}

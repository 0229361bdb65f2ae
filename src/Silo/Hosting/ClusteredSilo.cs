using Members.Grains;
using Members.Silo.Clustering;
using Members.Silo.Storage;
using Members.Silo.Storage.Postgres;
using Npgsql;

namespace Members.Silo.Hosting;

/// <summary>One of several silos, on a PostgreSQL database.</summary>
internal static class ClusteredSilo
{
    /// <summary>Upgrades the database and checks that this silo's settings agree with those of the others.</summary>
    /// <returns>Configures the silo.</returns>
    /// <exception cref="StartupException">The database cannot be used with these settings.</exception>
    public static async Task<Action<ISiloBuilder>> Prepare(MembersSiloOptions settings, MembersOptions members)
    {
        // Changing a password hashes twice.
        var timeout = ClusteringExtensions.ResponseTimeout;
        if (2 * members.HashPatience >= timeout)
        {
            throw new StartupException(
                $"Members:HashPatience must be shorter than {timeout.TotalSeconds / 2} seconds in a cluster, "
                + $"where a call is given up after {timeout.TotalSeconds}.");
        }

        var address = await AdvertisedAddress.Of(settings.AdvertisedAddress);
        var database = PostgresDatabase.At(settings.Database!, PostgresDatabase.NewHolder());
        await WriteFence.EnsureEffective(database);
        await PostgresSchema.Upgrade(database);
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync();
            await CommonSettings.EnsureShared(connection, settings, members);
            await PepperAgreement.Ensure(connection, database.Holder!, members);
            await StoredPeppers.EnsureKnown(connection, members);
        }
        catch (NpgsqlException fault)
        {
            throw PostgresDatabase.Refusal(fault);
        }

        return silo =>
        {
            silo.Services.AddSingleton(_ => database); // a factory, so that the container disposes of it
            silo.JoinCluster(database, address, settings).AddPostgresStorage(database);
        };
    }
}

using Members.Clustering;
using Members.Grains.Directory;
using Members.Grains.Storage;
using Members.Silo.Storage.Sqlite;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
using Orleans.Storage;

namespace Members.Silo.Storage;

/// <summary>Where records are kept.</summary>
internal static class StorageExtensions
{
    /// <summary>Keeps records in one SQLite file, by Orleans' own ADO.NET provider.</summary>
    public static ISiloBuilder AddSqliteStorage(this ISiloBuilder silo, SqliteFile file)
    {
        const string AdoNet = StateNames.Provider + "-ado-net";
        silo.Services.Configure<SystemTextJsonGrainStorageSerializerOptions>(o => StoredJson.Configure(o.JsonSerializerOptions));
        silo.Services.AddSingleton(file);
        silo.Services.AddSingleton<IDirectoryStore>(sp => ActivatorUtilities.CreateInstance<SqliteDirectory>(sp, MembersCluster.ServiceId));
        silo.Services.AddGrainStorage(StateNames.Provider, (sp, _) => new OneWriterStorage(sp.GetRequiredKeyedService<IGrainStorage>(AdoNet)));
        return silo
            .UseSystemTextJsonGrainStorageSerializer()
            .AddAdoNetGrainStorage(AdoNet, (AdoNetGrainStorageOptions options) =>
            {
                options.Invariant = "System.Data.SQLite";
                options.ConnectionString = file.ConnectionString;
            });
    }
}

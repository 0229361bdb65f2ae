using Members.Clustering;
using Members.Grains.Admission;
using Members.Grains.Directory;
using Members.Grains.Emails;
using Members.Grains.Import;
using Members.Grains.Invitations;
using Members.Grains.Storage;
using Members.Grains.Upkeep;
using Members.Grains.Watch;
using Members.Silo.Storage.Postgres;
using Members.Silo.Storage.Sqlite;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
using Orleans.Storage;

namespace Members.Silo.Storage;

/// <summary>Where records are kept: by Orleans' own ADO.NET provider, in a database with the schema of this project.</summary>
internal static class StorageExtensions
{
    private const string AdoNet = StateNames.Provider + "-ado-net";
    private const string AdoNetWriter = AdoNet + "-writer";
    private const string SqliteInvariant = "System.Data.SQLite";

    /// <summary>Keeps records in one SQLite file.</summary>
    public static ISiloBuilder AddSqliteStorage(this ISiloBuilder silo, SqliteFile file)
    {
        silo.Services.AddSingleton(file);
        silo.Services.AddSingleton<SqliteWriter>();
        silo.Services.AddSingleton<RecordDirectory>(
            sp => ActivatorUtilities.CreateInstance<SqliteDirectory>(sp, MembersCluster.ServiceId));
        silo.Services.AddGrainStorage(
            StateNames.Provider,
            (sp, _) => Measured(sp, new OwnedAddressStorage(
                new OneWriterStorage(
                    AdoNetOf(sp), sp.GetRequiredKeyedService<IGrainStorage>(AdoNetWriter), sp.GetRequiredService<SqliteWriter>()),
                SqliteFile.IsAddressTaken,
                SqliteFile.IsInvitationUsedUp)));
        return silo.ReadRecords()
            .AddAdoNetGrainStorage(AdoNet, (AdoNetGrainStorageOptions options) =>
                (options.Invariant, options.ConnectionString) = (SqliteInvariant, file.ConnectionString))
            .AddAdoNetGrainStorage(AdoNetWriter, builder => builder.Configure<SqliteWriter>((options, writer) =>
                (options.Invariant, options.DataSource) = (SqliteInvariant, writer.Source)));
    }

    /// <summary>Keeps records in PostgreSQL.</summary>
    public static ISiloBuilder AddPostgresStorage(this ISiloBuilder silo, PostgresDatabase database)
    {
        silo.Services.AddSingleton<RecordDirectory>(
            sp => ActivatorUtilities.CreateInstance<PostgresDirectory>(sp, database.Source, MembersCluster.ServiceId));
        silo.Services.AddGrainStorage(
            StateNames.Provider, (sp, _) => Measured(sp, new OwnedAddressStorage(
                AdoNetOf(sp), PostgresDatabase.IsAddressTaken, PostgresDatabase.IsInvitationUsedUp)));
        return silo.ReadRecords().AddAdoNetGrainStorage(AdoNet, (AdoNetGrainStorageOptions options) =>
        {
            options.Invariant = PostgresDatabase.Invariant;
            options.DataSource = database.Source;
        });
    }

    private static IGrainStorage AdoNetOf(IServiceProvider services) => services.GetRequiredKeyedService<IGrainStorage>(AdoNet);

    private static MeasuredStorage Measured(IServiceProvider services, IGrainStorage inner) =>
        new(inner, ActivatorUtilities.CreateInstance<CommitMetrics>(services));

    private static ISiloBuilder ReadRecords(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IDirectoryStore>(sp => sp.GetRequiredService<RecordDirectory>());
        silo.Services.AddSingleton<IAddressStore>(sp => sp.GetRequiredService<RecordDirectory>());
        silo.Services.AddSingleton<IStoreFigures>(sp => sp.GetRequiredService<RecordDirectory>());
        silo.Services.AddSingleton<IRetentionStore>(sp => sp.GetRequiredService<RecordDirectory>());
        silo.Services.AddSingleton<IInvitationStore>(sp => sp.GetRequiredService<RecordDirectory>());
        silo.Services.AddSingleton<IExportStore>(sp => sp.GetRequiredService<RecordDirectory>());
        silo.Services.AddSingleton<IApplicationStore>(sp => sp.GetRequiredService<RecordDirectory>());
        silo.Services.Configure<SystemTextJsonGrainStorageSerializerOptions>(o => StoredJson.Configure(o.JsonSerializerOptions));
        return silo.UseSystemTextJsonGrainStorageSerializer();
    }
}

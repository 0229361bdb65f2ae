using System.Collections.Immutable;
using System.Text.Json;
using Members.Clustering;
using Members.Silo.Storage;
using Members.Silo.Storage.Postgres;
using Members.Silo.Storage.Sqlite;

namespace Members.Silo.Backup;

/// <summary>The kind of database that a backup is of.</summary>
internal enum BackupDatabase
{
    /// <summary>One SQLite file.</summary>
    Sqlite,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,
}

/// <summary>What a backup says of itself, as JSON in the file (docs/backup.md).</summary>
/// <param name="Format">The version of the file's form.</param>
/// <param name="Version">The version of Members that made it.</param>
/// <param name="Database">What it is of.</param>
/// <param name="ServiceId">Whose rows it holds.</param>
/// <param name="MadeAt">When it was begun: what was committed before is in it.</param>
/// <param name="Scripts">The numbered scripts that had made the database's schema, without their folder.</param>
/// <param name="Records">How many records there are of each kind.</param>
/// <param name="Parts">The SHA-256 of each part, in hexadecimal.</param>
internal sealed record BackupManifest(
    int Format,
    string Version,
    BackupDatabase Database,
    string ServiceId,
    DateTimeOffset MadeAt,
    ImmutableArray<string> Scripts,
    ImmutableSortedDictionary<string, long> Records,
    ImmutableSortedDictionary<string, string> Parts)
{
    /// <summary>The form that this version writes, and the newest that it reads.</summary>
    public const int KnownFormat = 1;

    /// <summary>The manifest of a backup that is being made.</summary>
    /// <param name="database">What it is of.</param>
    /// <param name="scripts">The scripts that have run there.</param>
    /// <param name="now">When it was begun.</param>
    /// <exception cref="BackupFault">The database is of a newer version.</exception>
    public static BackupManifest Begin(BackupDatabase database, IEnumerable<string> scripts, DateTimeOffset now)
    {
        var manifest = new BackupManifest(
            KnownFormat, MembersCluster.Version, database, MembersCluster.ServiceId, now, [.. SchemaUpgrade.NumberedOf(scripts)],
            ImmutableSortedDictionary<string, long>.Empty, ImmutableSortedDictionary<string, string>.Empty);
        return manifest.Refusal() is null
            ? manifest
            : throw new BackupFault("The database was made by a newer version of Members. Use the command of that version.");
    }

    /// <summary>Why this version cannot read the backup; null when it can.</summary>
    public string? Refusal()
    {
        if (Format > KnownFormat || IsNewer(Version) || Scripts.Except(Known(Database)).Any())
        {
            return $"The backup was made by Members {Version}, which is newer than this one ({MembersCluster.Version}). Use that version.";
        }

        return ServiceId == MembersCluster.ServiceId
            ? null
            : $"The backup is of another service ({ServiceId}) and not of Members ({MembersCluster.ServiceId}).";
    }

    /// <summary>Whether this version has scripts that have not run on what is in it.</summary>
    public bool IsOfOlderSchema() => Known(Database).Except(Scripts).Any();

    /// <summary>The manifest as it is in the file.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Options);

    /// <exception cref="JsonException">It is no manifest.</exception>
    public static BackupManifest Parse(byte[] json) =>
        JsonSerializer.Deserialize<BackupManifest>(json, BackupJson.Options) ?? throw new JsonException("It is empty.");

    private static IEnumerable<string> Known(BackupDatabase database) => database switch
    {
        BackupDatabase.Sqlite => SqliteSchema.Scripts,
        BackupDatabase.PostgreSql => PostgresSchema.Scripts,
    };

    // The part before a pre-release label decides.
    private static bool IsNewer(string version) =>
        System.Version.TryParse(version.Split('-')[0], out var made)
        && System.Version.TryParse(MembersCluster.Version.Split('-')[0], out var own)
        && made > own;
}

using System.Collections.Frozen;
using System.Text.Json;
using Members.Grains.Accounts;
using Members.Grains.ApiKeys;
using Members.Grains.Digest;
using Members.Grains.Import;
using Members.Grains.OAuthClients;
using Members.Grains.Settings;
using Members.Grains.Staff;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Members.Grains.Tokens;
using Members.Silo.Storage;

namespace Members.Silo.Backup;

/// <summary>Reads a record as the type that its kind is stored as.</summary>
internal static class RecordKinds
{
    private static readonly FrozenDictionary<string, Type> Types = new Dictionary<string, Type>
    {
        [StateNames.Member] = typeof(MemberRecord),
        [StateNames.LoginAttempts] = typeof(AttemptRecord),
        [StateNames.SiteSettings] = typeof(SiteSettingsRecord),
        [StateNames.ApiKey] = typeof(ApiKeyRecord),
        [StateNames.TokenTags] = typeof(TokenTagsRecord),
        [StateNames.OAuthClients] = typeof(OAuthClientsRecord),
        [StateNames.Staff] = typeof(StaffRecord),
        [StateNames.ImportRun] = typeof(ImportRunRecord),
        [StateNames.ImportBatch] = typeof(ImportBatchRecord),
        [StateNames.Imports] = typeof(ImportsRecord),
        [StateNames.Digest] = typeof(DigestRecord),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The kinds that this version knows.</summary>
    public static IEnumerable<string> Known => Types.Keys;

    /// <summary>Reads a record.</summary>
    /// <param name="row">The row.</param>
    /// <param name="fault">Why it cannot be read, as the end of a sentence.</param>
    /// <returns>The record; null for one that was removed, or that cannot be read.</returns>
    public static VersionedRecord? Read(StoredRow row, out string? fault)
    {
        fault = null;
        if (row.Payload is null)
        {
            return null;
        }

        if (!Types.TryGetValue(row.Kind, out var type))
        {
            fault = "is of a kind that this version does not know";
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize(row.Payload, type, StoredJson.Options) is VersionedRecord record)
            {
                record.EnsureKnown();
                return record;
            }

            fault = "is empty";
        }
        catch (NewerSchemaException newer)
        {
            fault = $"was written by a newer version of Members. {newer.Message}";
        }
        catch (Exception damage) when (damage is JsonException or NotSupportedException)
        {
            fault = "cannot be read";
        }

        return null;
    }
}

using System.Text.Json;
using Members.Grains.Accounts;
using Members.Grains.ApiKeys;
using Members.Grains.Digest;
using Members.Grains.Storage;

namespace Members.Silo.Backup;

/// <summary>
/// What a record becomes when it comes out of a backup. What may have been revoked since the backup was made, and lets somebody in, ends;
/// what cannot be told from what is still meant (keys, clients, staff) stays and is listed.
/// </summary>
/// <param name="now">When it is restored.</param>
/// <param name="maxEvents">How many events are kept of a member.</param>
/// <param name="revokesKeys">Whether API keys end too.</param>
internal sealed class RestoreRules(DateTimeOffset now, int maxEvents, bool revokesKeys)
{
    /// <summary>The kinds of record that change.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [StateNames.Member, StateNames.ApiKey, StateNames.Digest];

    /// <summary>The record to store instead.</summary>
    public VersionedRecord Of(VersionedRecord record) => record switch
    {
        MemberRecord member => RestoredMember.Of(member, now, maxEvents),

        // The tokens that stand for it are good for hours, and cost nothing to fetch again.
        ApiKeyRecord key => key with { Tokens = [], RevokedAt = key.RevokedAt ?? (revokesKeys && key.Exists ? now : null) },

        // The links in approvers' mails are made with it: another key, other links.
        DigestRecord digest => digest with { LinkKey = null },
        _ => record,
    };

    /// <summary>A record as it is stored.</summary>
    public static byte[] Bytes(VersionedRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, record.GetType(), StoredJson.Options);
}

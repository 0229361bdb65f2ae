using Members.ApiKeys;
using Members.Grains.Accounts;
using Members.Grains.ApiKeys;
using Members.Grains.Storage;
using Members.OAuth;
using Members.Staff;

namespace Members.Silo.Backup;

/// <summary>What a restore has brought back, and what it has ended.</summary>
internal sealed class RestoreReport
{
    /// <summary>How many members there are.</summary>
    public long Members { get; private set; }

    /// <summary>How many sessions have ended.</summary>
    public long Sessions { get; private set; }

    /// <summary>How many mails were dropped that waited when the backup was made.</summary>
    public long Mails { get; private set; }

    /// <summary>The API keys that are good.</summary>
    public List<ApiKeyView> Keys { get; } = [];

    /// <summary>The OAuth clients.</summary>
    public List<OAuthClient> Clients { get; } = [];

    /// <summary>The staff.</summary>
    public List<StaffBack> Staff { get; } = [];

    /// <summary>Records that cannot be read; they are restored as they are.</summary>
    public List<string> Unreadable { get; } = [];

    /// <summary>Counts what a rule has done with a record.</summary>
    public void Count(VersionedRecord before, VersionedRecord after)
    {
        if (before is MemberRecord member && after is MemberRecord restored)
        {
            Members += member.Exists() ? 1 : 0;
            Sessions += member.Sessions.Length - restored.Sessions.Length;
            Mails += member.Outbox.Length - restored.Outbox.Length;
        }
        else if (after is ApiKeyRecord { Exists: true, RevokedAt: null } key)
        {
            Keys.Add(ApiKeyRules.View(key));
        }
    }
}

/// <summary>Somebody of the staff who is back.</summary>
/// <param name="Member">Their id.</param>
/// <param name="Email">Their address; null when they are no member any more.</param>
/// <param name="Roles">Their roles.</param>
internal sealed record StaffBack(Guid Member, string? Email, StaffRoles Roles);

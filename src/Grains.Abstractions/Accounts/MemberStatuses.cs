using System.Collections.Frozen;

namespace Members.Accounts;

/// <summary>What there is to know of a status: a row of <see cref="MemberStatuses"/>.</summary>
/// <param name="Status">The status.</param>
/// <param name="ApiName">Its name in the HTTP API, and in Wix's identity services.</param>
/// <param name="WixName">Its name in Wix's Members API.</param>
/// <param name="WixReason">What Wix's identity services say that such a member waits for; null for nothing.</param>
public sealed record MemberStatusEntry(MemberStatus Status, string ApiName, string WixName, string? WixReason = null);

/// <summary>The table of statuses, one row for each.</summary>
public static class MemberStatuses
{
    private static readonly FrozenDictionary<MemberStatus, MemberStatusEntry> Rows =
        Enum.GetValues<MemberStatus>().ToFrozenDictionary(status => status, Row);

    /// <summary>The statuses that a member can be seen with, in the order of the enumeration.</summary>
    public static IReadOnlyList<MemberStatusEntry> Visible { get; } =
        [.. Enum.GetValues<MemberStatus>().Where(status => status != MemberStatus.None).Select(Of)];

    /// <summary>The row of a status.</summary>
    public static MemberStatusEntry Of(MemberStatus status) => Rows[status];

    /// <summary>The status of this name in the HTTP API; null when there is none.</summary>
    public static MemberStatus? FindByApiName(string? name) => Visible.FirstOrDefault(row => row.ApiName == name)?.Status;

    /// <summary>The status of this name in Wix's Members API; null when there is none.</summary>
    public static MemberStatus? FindByWixName(string? name) => Visible.FirstOrDefault(row => row.WixName == name)?.Status;

    private static MemberStatusEntry Row(MemberStatus status) => status switch
    {
        MemberStatus.None => new(status, "UNKNOWN", "UNKNOWN"),
        MemberStatus.Pending => new(status, "PENDING", "PENDING", "PENDING_ADMIN_APPROVAL_REQUIRED"),
        MemberStatus.Active => new(status, "ACTIVE", "APPROVED"),
        MemberStatus.Blocked => new(status, "BLOCKED", "BLOCKED"),
        MemberStatus.Offline => new(status, "OFFLINE", "OFFLINE"),
    };
}

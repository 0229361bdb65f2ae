using System.Collections.Frozen;

namespace Members.Accounts;

/// <summary>A row of <see cref="MemberStatuses"/>.</summary>
/// <param name="Status">The status.</param>
/// <param name="ApiName">Its name in the HTTP API, and in Wix's identity services.</param>
/// <param name="WixName">Its name in Wix's Members API.</param>
/// <param name="WixReason">In Wix's identity services, what such a member waits for; null for nothing.</param>
public sealed record MemberStatusEntry(MemberStatus Status, string ApiName, string WixName, string? WixReason = null);

/// <summary>The table of statuses.</summary>
public static class MemberStatuses
{
    private static readonly FrozenDictionary<MemberStatus, MemberStatusEntry> Rows =
        Enum.GetValues<MemberStatus>().ToFrozenDictionary(status => status, Row);

    /// <summary>The statuses of members, without <see cref="MemberStatus.None"/>, in the order of the enumeration.</summary>
    public static IReadOnlyList<MemberStatusEntry> Visible { get; } =
        [.. Enum.GetValues<MemberStatus>().Where(status => status != MemberStatus.None).Select(Of)];

    /// <summary>The row of a status.</summary>
    public static MemberStatusEntry Of(MemberStatus status) => Rows[status];

    /// <summary>The status with this name in the HTTP API; null if there is none.</summary>
    public static MemberStatus? FindByApiName(string? name) => Visible.FirstOrDefault(row => row.ApiName == name)?.Status;

    /// <summary>The status with this name in Wix's Members API; null if there is none.</summary>
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

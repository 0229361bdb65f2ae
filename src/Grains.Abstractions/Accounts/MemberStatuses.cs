using System.Collections.Frozen;
using Members.Outcomes;

namespace Members.Accounts;

/// <summary>A row of <see cref="MemberStatuses"/>.</summary>
/// <param name="Status">The status.</param>
/// <param name="ApiName">Its name in the HTTP API, and in Wix's identity services.</param>
/// <param name="WixName">Its name in Wix's Members API.</param>
public sealed record MemberStatusEntry(MemberStatus Status, string ApiName, string WixName)
{
    /// <summary>In Wix's identity services, what such a member waits for; null for nothing.</summary>
    public string? WixReason { get; init; }

    /// <summary>Why somebody with the right password is not let in; null for a member who is.</summary>
    public Refusal? LoginRefusal { get; init; } = new Refusal.MemberNotFound();

    /// <summary>Whether a link to set a password is mailed.</summary>
    public bool GetsMail { get; init; }

    /// <summary>Whether a registration whose answer was lost may be answered again.</summary>
    public bool MayRepeatRegistration { get; init; }

    /// <summary>The status after an approval, or an unblock, by id or address; null when there is nobody to approve.</summary>
    public MemberStatus? Approved { get; init; }

    /// <summary>The status after an approval by token; null when no token approves. A token never unblocks.</summary>
    public MemberStatus? ApprovedByToken { get; init; }

    /// <summary>The status after a block; null when there is nobody to block.</summary>
    public MemberStatus? Blocked { get; init; }
}

/// <summary>
/// The table of statuses, one row for each: their names and where the functions lead (contract I9). PENDING and REJECTED lead to ACTIVE
/// and BLOCKED, ACTIVE to BLOCKED, BLOCKED to ACTIVE. OFFLINE leads nowhere: to block a guest would let the unblock make them active.
/// What the queue of applications decides is in ApplicationTransitions.
/// </summary>
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
        MemberStatus.Pending => new(status, "PENDING", "PENDING")
        {
            WixReason = "PENDING_ADMIN_APPROVAL_REQUIRED",
            LoginRefusal = new Refusal.PendingApproval(),
            GetsMail = true,
            MayRepeatRegistration = true,
            Approved = MemberStatus.Active,
            ApprovedByToken = MemberStatus.Active,
            Blocked = MemberStatus.Blocked,
        },
        MemberStatus.Active => new(status, "ACTIVE", "APPROVED")
        {
            LoginRefusal = null,
            GetsMail = true,
            MayRepeatRegistration = true,
            Approved = MemberStatus.Active,
            Blocked = MemberStatus.Blocked,
        },
        MemberStatus.Blocked => new(status, "BLOCKED", "BLOCKED")
        {
            LoginRefusal = new Refusal.MemberBlocked(),
            Approved = MemberStatus.Active,
            Blocked = MemberStatus.Blocked,
        },
        MemberStatus.Offline => new(status, "OFFLINE", "OFFLINE"),

        // Wix has no such status: there, whoever is turned down is blocked.
        MemberStatus.Rejected => new(status, "REJECTED", "BLOCKED")
        {
            LoginRefusal = new Refusal.ApplicationRejected(null, null),
            GetsMail = true,
            Approved = MemberStatus.Active,
            Blocked = MemberStatus.Blocked,
        },
    };
}

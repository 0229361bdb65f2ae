using Members.Accounts;
using Members.Outcomes;

namespace Members.Grains.Accounts;

/// <summary>What a member of a status may do, and where the status leads.</summary>
/// <param name="LoginRefusal">Why somebody with the right password is not let in; null for who is.</param>
/// <param name="GetsMail">Whether a link to set a password is mailed.</param>
/// <param name="Approved">The status after an approval, or an unblock, by name; null when there is nobody to approve.</param>
/// <param name="ApprovedByToken">The status after an approval by token; null when no token approves. A token never unblocks.</param>
/// <param name="Blocked">The status after a block; null when there is nobody to block.</param>
/// <param name="MayRepeatRegistration">Whether a registration whose answer was lost may be answered again.</param>
internal sealed record StatusTraits(
    Refusal? LoginRefusal,
    bool GetsMail = false,
    MemberStatus? Approved = null,
    MemberStatus? ApprovedByToken = null,
    MemberStatus? Blocked = null,
    bool MayRepeatRegistration = false);

/// <summary>
/// The one table of statuses and their transitions (contract I9): PENDING→ACTIVE, PENDING→BLOCKED, ACTIVE→BLOCKED, BLOCKED→ACTIVE.
/// OFFLINE leads nowhere: to block a guest would let the unblock make them active.
/// </summary>
internal static class MemberStatuses
{
    private static readonly StatusTraits None = new(new Refusal.MemberNotFound());

    private static readonly StatusTraits Pending = new(
        new Refusal.PendingApproval(),
        GetsMail: true,
        Approved: MemberStatus.Active,
        ApprovedByToken: MemberStatus.Active,
        Blocked: MemberStatus.Blocked,
        MayRepeatRegistration: true);

    private static readonly StatusTraits Active = new(
        LoginRefusal: null,
        GetsMail: true,
        Approved: MemberStatus.Active,
        Blocked: MemberStatus.Blocked,
        MayRepeatRegistration: true);

    private static readonly StatusTraits Blocked = new(
        new Refusal.MemberBlocked(), Approved: MemberStatus.Active, Blocked: MemberStatus.Blocked);

    private static readonly StatusTraits Offline = new(new Refusal.MemberNotFound());

    public static StatusTraits Of(MemberStatus status) => status switch
    {
        MemberStatus.None => None,
        MemberStatus.Pending => Pending,
        MemberStatus.Active => Active,
        MemberStatus.Blocked => Blocked,
        MemberStatus.Offline => Offline,
    };
}

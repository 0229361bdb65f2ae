using Members.Accounts;

namespace Members.Gateway.Admin.People;

/// <summary>How a status looks, beside its word.</summary>
internal static class StatusBadge
{
    public static string Of(MemberStatus status) => status switch
    {
        MemberStatus.Active => "good",
        MemberStatus.Blocked or MemberStatus.Rejected => "bad",
        MemberStatus.Pending or MemberStatus.Offline or MemberStatus.None => "quiet",
    };
}

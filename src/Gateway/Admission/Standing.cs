using Members.Accounts;
using Members.Admission;

namespace Members.Gateway.Admission;

/// <summary>By which keys pages find their words for how an application stands.</summary>
internal static class Standing
{
    public static string Of(MemberStatus status) => status switch
    {
        MemberStatus.Pending => "Pending",
        MemberStatus.Active => "Active",
        MemberStatus.Rejected => "Rejected",
        MemberStatus.Blocked => "Blocked",
        MemberStatus.None or MemberStatus.Offline => "None",
    };

    public static string Of(ApplicationAct act) => act switch
    {
        ApplicationAct.Approved => "Approved",
        ApplicationAct.Rejected => "Rejected",
        ApplicationAct.Blocked => "Blocked",
        ApplicationAct.Submitted or ApplicationAct.Undone => "Changed",
    };
}

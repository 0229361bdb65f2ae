using Members.Accounts;
using Members.Gateway.Import.Sources.Drafts;

namespace Members.Gateway.Import.Sources;

/// <summary>The status that plug-ins for approvals keep of a user of WordPress. Without such a plug-in everybody is active.</summary>
internal static class WordPressStatus
{
    /// <summary>The field of wp-approve-user, which is 1 for those who are approved and missing for the others.</summary>
    public const string ApproveUser = "wp-approve-user";

    /// <summary>The field of Ultimate Member.</summary>
    public const string UltimateMember = "account_status";

    /// <summary>The field of New User Approve.</summary>
    public const string NewUserApprove = "pw_user_status";

    // Who has not confirmed their address was not let in either.
    private static readonly Dictionary<string, MemberStatus> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["approved"] = MemberStatus.Active,
        ["awaiting_admin_review"] = MemberStatus.Pending,
        ["awaiting_email_confirmation"] = MemberStatus.Pending,
        ["checkmail"] = MemberStatus.Pending,
        ["pending"] = MemberStatus.Pending,
        ["rejected"] = MemberStatus.Rejected,
        ["denied"] = MemberStatus.Rejected,
        ["inactive"] = MemberStatus.Blocked,
    };

    /// <summary>Takes the status: of several plug-ins, what the strictest says.</summary>
    /// <param name="draft">The member.</param>
    /// <param name="value">A field of the user.</param>
    /// <param name="hasApproveUser">Whether the site has wp-approve-user.</param>
    public static void Take(MemberDraft draft, Func<string, string?> value, bool hasApproveUser)
    {
        var approved = value(ApproveUser) is "1" or "approved" ? "approved" : "pending";
        MemberStatus? strictest = null;
        foreach (var (word, column) in new[]
        {
            (value(UltimateMember), UltimateMember),
            (value(NewUserApprove), NewUserApprove),
            (hasApproveUser ? approved : null, ApproveUser),
        })
        {
            if (word is not null)
            {
                draft.TakeStatus(word, column, Words);
                strictest = strictest is { } other && Strictness(other) > Strictness(draft.Status) ? other : draft.Status;
            }
        }

        draft.Status = strictest ?? draft.Status;
        if (draft.Status == MemberStatus.Blocked)
        {
            draft.Status = MemberStatus.Active;
            draft.Block();
        }
    }

    private static int Strictness(MemberStatus status) => status switch
    {
        MemberStatus.None or MemberStatus.Active => 0,
        MemberStatus.Offline => 1,
        MemberStatus.Pending => 2,
        MemberStatus.Rejected => 3,
        MemberStatus.Blocked => 4,
    };
}

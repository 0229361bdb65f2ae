using Members.Accounts;
using Members.Admission;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Outcomes;
using Members.Staff;

namespace Members.Gateway.Admission;

/// <summary>
/// What an approver may not do: they decide on who waits or was rejected, and not on members (admission, section 6). Keys and owners may
/// do everything, auditors nothing.
/// </summary>
internal static class ApproverLimits
{
    private static readonly Problem NotTheirs = Problem.Of(
        ApiError.PermissionDenied, "Approvers decide on PENDING and REJECTED applications alone. Ask an owner.");

    /// <summary>Why the caller may not decide on what they saw, which is audited; null when they may.</summary>
    public static Problem? Refuse(HttpContext context, MemberStatus seen) => IsDecidable(Caller.Of(context), seen)
        ? null
        : context.RequestServices.GetRequiredService<AuthorizationAudit>().Denied(context, NotTheirs);

    /// <summary>The application with no more commands than the caller may give.</summary>
    public static ApplicationView Trim(HttpContext context, ApplicationView view)
    {
        if (Caller.Of(context) is not Caller.Member caller)
        {
            return view;
        }

        if ((caller.Roles & (StaffRoles.Owner | StaffRoles.Approver)) == StaffRoles.None)
        {
            return view with { Allowed = [] };
        }

        return IsDecidable(caller, view.Status) ? view : view with { Allowed = [.. view.Allowed.Where(c => !Decides(c))] };
    }

    private static bool IsDecidable(Caller caller, MemberStatus status) =>
        caller is not Caller.Member { Roles: var roles }
        || roles.HasFlag(StaffRoles.Owner)
        || status is MemberStatus.Pending or MemberStatus.Rejected;

    private static bool Decides(ApplicationCommand command) =>
        command is ApplicationCommand.Approve or ApplicationCommand.Reject or ApplicationCommand.Block;
}

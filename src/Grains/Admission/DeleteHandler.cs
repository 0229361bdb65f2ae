using Members.Audit;
using Members.Grains.Accounts;
using Members.Grains.Staff;
using Members.Outcomes;

namespace Members.Grains.Admission;

/// <summary>Deletes a member: one commit.</summary>
internal sealed class DeleteHandler(LeaveGuard leave)
{
    public Task<Outcome<Done>> Delete(MemberContext member) => member.Audited(AuditType.Deletion, async scope =>
    {
        if (await leave.Refuse(member) is { } refusal)
        {
            return refusal;
        }

        await member.Reload();
        var outcome = await member.Commit(r => DeletionRules.Delete(r, member.Now), scope, everywhere: true);
        member.Drop();
        return outcome;
    });
}

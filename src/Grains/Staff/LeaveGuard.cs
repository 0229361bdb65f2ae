using Members.Calls;
using Members.Clustering;
using Members.Grains.Accounts;
using Members.Outcomes;

namespace Members.Grains.Staff;

/// <summary>
/// Keeps staff from taking away whom they may not: nobody blocks or deletes themself, and the last owner stays. Keys may do both.
/// </summary>
internal sealed class LeaveGuard(IGrainFactory grains)
{
    private const string Members = "member:";

    /// <summary>Why the caller may not block or delete the member; null when they may.</summary>
    public async ValueTask<Refusal?> Refuse(MemberContext member)
    {
        if (member.IsCaller)
        {
            return new Refusal.AboutOneself();
        }

        return CallOrigin.Current.Actor.StartsWith(Members, StringComparison.Ordinal)
            ? (await grains.Staff().MayLeave(member.Id)).Refusal
            : null;
    }
}

using Members.Accounts;
using Members.Grains.Sessions;

namespace Members.Grains.Accounts;

internal static class Revocation
{
    /// <summary>Whether something that let the member in is gone: other silos may still remember it (contract I4).</summary>
    public static bool Revokes(MemberRecord before, MemberRecord next, DateTimeOffset now) =>
        (before.Status == MemberStatus.Active && next.Status != MemberStatus.Active)
        || (before.Sessions != next.Sessions && SessionRules.AnyEnded(before.Sessions, next.Sessions, now));
}

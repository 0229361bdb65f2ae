using Members.Accounts;
using Members.Grains.Sessions;

namespace Members.Grains.Accounts;

internal static class Revocation
{
    /// <summary>Who must forget a member before a commit is answered.</summary>
    /// <remarks>
    /// A login shows in nothing but its time. It happens often, so the silos are not told: one that has just handed the member over may
    /// show the time of the login before for as long as it still answers.
    /// </remarks>
    public static Audience Of(MemberRecord before, MemberRecord next, DateTimeOffset now)
    {
        if (Revokes(before, next, now))
        {
            return Audience.Everybody;
        }

        // Without a session nobody has been told anything that they could remember.
        return before.Sessions.IsEmpty ? Audience.Nobody
            : Shows(before, next) ? Audience.Everybody
            : before.LastLoginAt != next.LastLoginAt ? Audience.Gateways
            : Audience.Nobody;
    }

    // Whether something that let the member in is gone: others may still remember it (contract I4).
    private static bool Revokes(MemberRecord before, MemberRecord next, DateTimeOffset now) =>
        (before.Status == MemberStatus.Active && next.Status != MemberStatus.Active)
        || (before.Sessions != next.Sessions && SessionRules.AnyEnded(before.Sessions, next.Sessions, now));

    // Whether a session check shows something else, the last login aside: reading after one's own write must hold.
    private static bool Shows(MemberRecord before, MemberRecord next) =>
        RecordCompletion.IsVisible(before, next) || before.UpdatedAt != next.UpdatedAt || before.Profile != next.Profile;
}

using Members.Accounts;
using Members.Emails;

namespace Members.Gateway.Authentication;

/// <summary>Finds the grain of the member who holds an address.</summary>
internal static class Lookup
{
    /// <summary>The member's id; null when nobody holds the address.</summary>
    public static ValueTask<Guid?> FindMember(this IGrainFactory grains, EmailAddress email) =>
        grains.GetGrain<ILoginIndexGrain>(LoginKey.For(email).Value).Resolve();

    /// <summary>
    /// The member, or a grain of nobody that does as much work: used where the answer must not tell whether there is
    /// such a member.
    /// </summary>
    public static async ValueTask<IMemberGrain> MemberOrPhantom(this IGrainFactory grains, EmailAddress email) =>
        grains.GetGrain<IMemberGrain>(await grains.FindMember(email) ?? LoginKey.For(email).PhantomMember());
}

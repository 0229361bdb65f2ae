using Members.Accounts;
using Members.Emails;

namespace Members.Gateway.Authentication;

/// <summary>Finds members by their login address.</summary>
internal static class MemberLookup
{
    /// <summary>The id of the member who holds the address; null when nobody does.</summary>
    public static ValueTask<Guid?> FindMember(this IGrainFactory grains, EmailAddress email) =>
        grains.GetGrain<ILoginIndexGrain>(LoginKey.For(email).Value).Resolve();

    /// <summary>
    /// The member who holds the address, or a grain without a member that does as much work: for responses that must not tell
    /// whether there is such a member.
    /// </summary>
    public static async ValueTask<IMemberGrain> MemberOrPhantom(this IGrainFactory grains, EmailAddress email) =>
        grains.GetGrain<IMemberGrain>(await grains.FindMember(email) ?? LoginKey.For(email).PhantomMember());
}

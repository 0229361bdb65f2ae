using Members.Calls;

namespace Members.Grains.Passwords;

internal static class HashRequests
{
    /// <summary>A request on behalf of whoever makes the present call.</summary>
    /// <param name="lane">What it is for.</param>
    /// <param name="loginKey">The key of the address that it is about.</param>
    public static HashRequest For(HashLane lane, string loginKey) => new(lane, ClientNetwork.Of(CallOrigin.Current.Address), loginKey);
}

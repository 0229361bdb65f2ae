using Members.Calls;

namespace Members.Grains.Passwords;

internal static class HashRequests
{
    /// <summary>A request of the current caller.</summary>
    public static HashRequest For(HashLane lane, string loginKey) =>
        new(lane, ClientNetwork.Of(CallOrigin.Current.Address), loginKey);
}

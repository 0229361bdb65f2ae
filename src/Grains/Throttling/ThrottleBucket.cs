using Members.Calls;

namespace Members.Grains.Throttling;

/// <summary>
/// The names of the buckets in which attempts at one address are counted.
/// <list type="bullet">
/// <item>A client that the member has not used before counts in the bucket of its network.</item>
/// <item>Such a client also counts in <see cref="Shared"/> while its network has free attempts left, and in
/// <see cref="Overflow"/> afterwards, so that one attacker does not keep everybody else waiting.</item>
/// <item>A device that has logged in before, and a session, have a bucket of their own that no other client can use up.</item>
/// </list>
/// </summary>
internal static class ThrottleBucket
{
    /// <summary>Unknown clients whose network has free attempts left.</summary>
    public const string Shared = "everyone";

    /// <summary>Unknown clients whose network has none left.</summary>
    public const string Overflow = "insistent";

    private const string NetworkPrefix = "network:";

    /// <summary>The unknown clients of one network.</summary>
    public static string OfNetwork(string? address) => NetworkPrefix + ClientNetwork.Of(address);

    /// <summary>A device on which the member has logged in before.</summary>
    public static string OfDevice(Guid device) => $"device:{device:N}";

    /// <summary>A session that confirms an action with the current password.</summary>
    public static string OfSession(Guid session) => $"session:{session:N}";

    /// <summary>Whether this is the bucket of a network.</summary>
    public static bool IsNetwork(string bucket) => bucket.StartsWith(NetworkPrefix, StringComparison.Ordinal);

    /// <summary>Whether all networks count in this bucket.</summary>
    public static bool IsShared(string bucket) => bucket is Shared or Overflow;
}

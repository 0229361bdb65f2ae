using Members.Calls;

namespace Members.Grains.Throttling;

/// <summary>
/// Whose tries are counted together. Strangers have a budget for each network and one for all of them; a device that has
/// logged in before, and a session, have their own, which no stranger can use up.
/// </summary>
internal static class Budget
{
    /// <summary>All strangers.</summary>
    public const string Everyone = "everyone";

    private const string NetworkPrefix = "network:";

    /// <summary>The strangers of one network.</summary>
    public static string OfNetwork(string? address) => NetworkPrefix + ClientNetwork.Of(address);

    /// <summary>A device that the member has logged in with.</summary>
    public static string OfDevice(Guid device) => $"device:{device:N}";

    /// <summary>A session that asks for the current password.</summary>
    public static string OfSession(Guid session) => $"session:{session:N}";

    /// <summary>Whether the tries are a stranger's.</summary>
    public static bool IsStrangers(string budget) => budget.StartsWith(NetworkPrefix, StringComparison.Ordinal);
}

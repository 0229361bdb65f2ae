using Members.Calls;

namespace Members.Grains.Throttling;

/// <summary>
/// Whose tries are counted together. Strangers have a budget for each network, and one that all networks share while their
/// own lasts. Networks that have used up their own share another: so one attacker does not keep the rest waiting. A device
/// that has logged in before, and a session, have their own, which no stranger can use up.
/// </summary>
internal static class Budget
{
    /// <summary>All strangers whose network has free tries left.</summary>
    public const string Everyone = "everyone";

    /// <summary>All strangers whose network has none left.</summary>
    public const string Insistent = "insistent";

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

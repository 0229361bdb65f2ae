using System.Net;
using System.Net.Sockets;
using Members.Silo.Hosting;

namespace Members.Silo.Clustering;

/// <summary>
/// Where other silos and gateways reach this silo. It goes into the membership table, so it must be a single address.
/// </summary>
internal static class AdvertisedAddress
{
    /// <summary>The address of the setting. A name is looked up once, at startup.</summary>
    /// <exception cref="StartupException">The setting cannot be used.</exception>
    public static async Task<IPAddress> Of(string setting)
    {
        if (!IPAddress.TryParse(setting, out var address))
        {
            address = await LookUp(setting);
        }

        return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            ? throw new StartupException(
                $"Members:AdvertisedAddress must be one address at which others reach this silo, not '{setting}'.")
            : address;
    }

    private static async Task<IPAddress> LookUp(string name)
    {
        try
        {
            var found = await Dns.GetHostAddressesAsync(name);
            return found.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? found[0];
        }
        catch (Exception fault) when (fault is SocketException or ArgumentException or IndexOutOfRangeException)
        {
            throw new StartupException(
                $"Members:AdvertisedAddress '{name}' is neither an address nor a name that this machine can look up.", fault);
        }
    }
}

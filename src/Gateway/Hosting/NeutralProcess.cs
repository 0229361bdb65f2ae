using System.Globalization;

namespace Members.Gateway.Hosting;

/// <summary>
/// The language and the time zone of a process. Libraries ask for them where nobody sees it: with a Turkish machine's language, a list of
/// common passwords would let <c>ILOVEYOU</c> through. Processes of one cluster on different machines must agree besides.
/// </summary>
internal static class NeutralProcess
{
    /// <summary>
    /// Gives the process the invariant culture and UTC, whatever the machine says (<c>LC_ALL</c>, <c>TZ</c>). Must come before all else.
    /// </summary>
    /// <remarks>
    /// Not by <c>InvariantGlobalization</c>, which takes ICU away: the canonical form of addresses and passwords rests on it.
    /// On Windows the time zone stays the machine's.
    /// </remarks>
    public static void Enter()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

        // .NET takes the local time zone from here, and reads it once.
        Environment.SetEnvironmentVariable("TZ", "UTC");
        TimeZoneInfo.ClearCachedData();
    }
}

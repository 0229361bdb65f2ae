using Members.Secrets;
using Members.Sessions;

namespace Members.Gateway.Leases;

/// <summary>Says whose session a token is. All that authorises by a session asks here.</summary>
internal interface ISessionChecks
{
    /// <summary>Checks a session's token, or an access token of an OAuth session.</summary>
    /// <returns>Null when it is not good now.</returns>
    ValueTask<LiveSession?> Check(OpaqueToken token);
}

/// <summary>Asks the member's grain each time: in a silo it answers from memory beside the gateway.</summary>
internal sealed class ClusterSessions(IGrainFactory grains) : ISessionChecks
{
    public ValueTask<LiveSession?> Check(OpaqueToken token) => grains.GetMembers().CheckSession(token);
}

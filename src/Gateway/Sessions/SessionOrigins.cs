using Members.Gateway.Access;
using Members.Sessions;

namespace Members.Gateway.Sessions;

/// <summary>Where a session is opened from, as the member will see it.</summary>
internal static class SessionOrigins
{
    public static SessionOrigin Of(HttpContext context)
    {
        var agent = context.Request.Headers.UserAgent.ToString();
        var client = new string([.. agent.Where(c => !char.IsControl(c)).Take(SessionOrigin.MaxClient)]);
        return new SessionOrigin(client.Length == 0 ? null : client, Caller.OriginOf(context).Address);
    }
}

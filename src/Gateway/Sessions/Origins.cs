using Members.Sessions;

namespace Members.Gateway.Sessions;

/// <summary>Where a session is opened from, as its member will see it.</summary>
internal static class Origins
{
    public static SessionOrigin Of(HttpContext context)
    {
        var client = new string([.. context.Request.Headers.UserAgent.ToString().Where(c => !char.IsControl(c)).Take(SessionOrigin.MaxClient)]);
        return new SessionOrigin(client.Length == 0 ? null : client, context.Connection.RemoteIpAddress?.ToString());
    }
}

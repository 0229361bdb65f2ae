namespace Members.OAuth;

/// <summary>Origins of web pages (RFC 6454).</summary>
public static class WebOrigin
{
    /// <summary>Whether this is an origin as browsers write it: no path, no slash at the end, no port that goes without saying, no <c>*</c>.</summary>
    public static bool Is(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
        && $"{uri.Scheme}://{(uri.HostNameType is UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost)}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}" == text;
}

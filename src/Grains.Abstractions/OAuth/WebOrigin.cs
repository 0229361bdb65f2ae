namespace Members.OAuth;

/// <summary>Origins of web pages (RFC 6454).</summary>
public static class WebOrigin
{
    /// <summary>Whether a text is an origin as browsers write it: without path, trailing slash, default port or <c>*</c>.</summary>
    public static bool Is(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return false;
        }

        var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
        return uri.HostNameType switch
        {
            UriHostNameType.Dns or UriHostNameType.IPv4 => $"{uri.Scheme}://{uri.IdnHost}{port}" == text,
            UriHostNameType.IPv6 => $"{uri.Scheme}://[{uri.IdnHost}]{port}" == text,
            _ => false,
        };
    }
}

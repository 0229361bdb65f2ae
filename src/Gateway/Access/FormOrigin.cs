using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>
/// Tells requests of our own pages from those of others. SameSite keeps other sites out; this also keeps out other hosts of the same
/// site (ASVS 5.0, 3.5.1).
/// </summary>
internal sealed class FormOrigin(IOptions<MembersGatewayOptions> options)
{
    // A proxy may pass on another host than the one that browsers see.
    private readonly string? _public = options.Value.PublicBaseUrl is { } url ? new Uri(url).GetLeftPart(UriPartial.Authority) : null;

    /// <summary>Whether a request that changes something comes from a page of another host.</summary>
    public bool IsForeign(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return false;
        }

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !IsOurs(origin, request);
    }

    private bool IsOurs(string origin, HttpRequest request) =>
        origin.Equals(_public, StringComparison.OrdinalIgnoreCase)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == request.Host.Value);
}

using Microsoft.Extensions.Options;

namespace Members.Gateway.OAuth;

/// <summary>
/// The site's public address in responses: the setting, or else the address of the request. The latter is only told to the sender
/// of that request; mails use the setting alone.
/// </summary>
internal sealed class PublicAddress(IOptions<MembersGatewayOptions> options)
{
    /// <summary>The address without a trailing slash; also the issuer of RFC 8414 and RFC 9207.</summary>
    public string Of(HttpRequest request) =>
        options.Value.PublicBaseUrl?.TrimEnd('/') is { Length: > 0 } set ? set : $"{request.Scheme}://{request.Host}";
}

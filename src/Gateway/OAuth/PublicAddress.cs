using Microsoft.Extensions.Options;

namespace Members.Gateway.OAuth;

/// <summary>
/// Where people reach this site, for addresses in answers: the setting, else what the request itself was sent to. The latter
/// is told to whoever sent that request and to nobody else; mails go by the setting alone.
/// </summary>
internal sealed class PublicAddress(IOptions<GatewayOptions> options)
{
    /// <summary>The address without a slash at its end; also the issuer of RFC 8414 and RFC 9207.</summary>
    public string Of(HttpRequest request) => options.Value.PublicBaseUrl?.TrimEnd('/') is { Length: > 0 } set ? set : $"{request.Scheme}://{request.Host}";
}

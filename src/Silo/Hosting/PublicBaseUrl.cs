using Members.Gateway;
using Members.Gateway.Pages;
using Members.Silo.Mail;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Members.Silo.Hosting;

/// <summary>The configured address of the site; without one, the address that this process listens on.</summary>
internal sealed class PublicBaseUrl(IOptions<MembersGatewayOptions> options, IOptions<PagesOptions> pages, IServer server) : IPublicBaseUrl
{
    /// <inheritdoc/>
    public Uri Value => new(options.Value.PublicBaseUrl ?? Listening());

    /// <inheritdoc/>
    public bool HasConsole => pages.Value is { Console: true, ConsolePort: 0 };

    /// <summary>The first address the server listens on, in a form that a browser opens.</summary>
    public string Listening()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? MembersHost.DefaultUrl;
        return address
            .Replace("[::]", "127.0.0.1", StringComparison.Ordinal)
            .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
    }
}

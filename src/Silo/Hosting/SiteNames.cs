using Members.Gateway;
using Members.Grains.Passwords;
using Members.Silo.Mail;
using Microsoft.Extensions.Options;

namespace Members.Silo.Hosting;

/// <summary>Reads the names of the site from the settings that have them.</summary>
internal static class SiteNames
{
    /// <summary>The name in mails, the sender, and the host of the configured address.</summary>
    public static SiteWords Read(IServiceProvider services)
    {
        var mail = services.GetRequiredService<IOptions<MailOptions>>().Value;
        var address = services.GetRequiredService<IOptions<MembersGatewayOptions>>().Value.PublicBaseUrl;
        return new SiteWords([mail.SiteName, mail.From, .. address is null ? Array.Empty<string>() : [new Uri(address).Host]]);
    }
}

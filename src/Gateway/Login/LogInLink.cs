using Members.Clustering;
using Members.Gateway.Pages;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Login;

/// <summary>Where members log in: where the site says, or else on the pages here.</summary>
internal sealed class LogInLink(IGrainFactory grains, IOptions<PagesOptions> pages)
{
    /// <summary>The link; null when the site has not said, and members have no pages here.</summary>
    public async ValueTask<NoticeLink?> Read()
    {
        var policy = await grains.SiteSettings().SignupPolicy();
        var address = policy.Admission?.LoginUrl ?? (pages.Value.Members ? "log-in" : null);
        return address is null ? null : new NoticeLink(address, "LogIn");
    }
}

using Members.Emails;
using Members.Import;
using Members.OAuth;
using Members.Settings;
using Members.Staff;

namespace Members.Clustering;

/// <summary>The grains of the site. There is one site, so nobody has to name it.</summary>
public static class SiteGrains
{
    /// <summary>The site's OAuth clients.</summary>
    public static IOAuthClientsGrain OAuthClients(this IGrainFactory grains)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return grains.GetGrain<IOAuthClientsGrain>(LoginKey.DefaultSite);
    }

    /// <summary>The site's staff.</summary>
    public static IStaffGrain Staff(this IGrainFactory grains)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return grains.GetGrain<IStaffGrain>(LoginKey.DefaultSite);
    }

    /// <summary>The site's imports.</summary>
    public static IImportsGrain Imports(this IGrainFactory grains)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return grains.GetGrain<IImportsGrain>(LoginKey.DefaultSite);
    }

    /// <summary>The settings that can be changed while running.</summary>
    public static ISiteSettingsGrain SiteSettings(this IGrainFactory grains)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return grains.GetGrain<ISiteSettingsGrain>(LoginKey.DefaultSite);
    }
}

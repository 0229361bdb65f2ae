namespace Members.Grains.Storage;

/// <summary>
/// The names under which records are stored. The provider's row key is the name and the grain key, without the grain's
/// type: two grains that shared a name would share rows. Never change one.
/// </summary>
internal static class StateNames
{
    /// <summary>The storage provider of all records.</summary>
    public const string Provider = "members";

    /// <summary>Member records.</summary>
    public const string Member = "member";

    /// <summary>Who holds an address.</summary>
    public const string LoginIndex = "login-index";

    /// <summary>Site settings.</summary>
    public const string SiteSettings = "site-settings";

    /// <summary>API keys.</summary>
    public const string ApiKey = "api-key";
}

namespace Members.Grains.Storage;

/// <summary>
/// The names under which records are stored. The provider's row key is the name and the grain key, without the grain's type: two grains
/// with one name would share rows. Never change one.
/// </summary>
internal static class StateNames
{
    /// <summary>The storage provider of all records.</summary>
    public const string Provider = "members";

    /// <summary>Member records.</summary>
    public const string Member = "member";

    // "login-index" was the state of an address until the database took over who owns it; it must not be used again.

    /// <summary>Recent attempts at an address.</summary>
    public const string LoginAttempts = "login-attempts";

    /// <summary>Site settings.</summary>
    public const string SiteSettings = "site-settings";

    /// <summary>API keys.</summary>
    public const string ApiKey = "api-key";

    /// <summary>The key for the tags of tokens.</summary>
    public const string TokenTags = "token-tags";

    /// <summary>OAuth clients.</summary>
    public const string OAuthClients = "oauth-clients";

    /// <summary>The staff.</summary>
    public const string Staff = "staff";

    /// <summary>Imports: each of them, its batches, and which there are.</summary>
    public const string ImportRun = "import-run", ImportBatch = "import-batch", Imports = "imports";

    /// <summary>What approvers have been told.</summary>
    public const string Digest = "digest";
}

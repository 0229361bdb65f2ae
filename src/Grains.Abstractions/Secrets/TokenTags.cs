namespace Members.Secrets;

/// <summary>Which tokens of a cluster are tagged.</summary>
/// <param name="Key">The key of the tags.</param>
/// <param name="RequiredFrom">
/// From this moment on every good token that expires has a tag: those that an older version made, without one, are over.
/// </param>
[GenerateSerializer, Immutable, Alias("members.TokenTags")]
public sealed record TokenTags(TokenTagKey Key, DateTimeOffset RequiredFrom)
{
    /// <summary>Whether every good token of a purpose has a tag.</summary>
    /// <param name="purpose">The purpose.</param>
    /// <param name="now">The time.</param>
    public bool AreRequired(TokenPurpose purpose, DateTimeOffset now) => purpose switch
    {
        // Derived from a key of the client or the site, and checked in the memory of one grain.
        TokenPurpose.Visitor or TokenPurpose.VisitorRefresh or TokenPurpose.Decision => false,

        // It is only looked at beside an address and a password, and it lives longer than anything else.
        TokenPurpose.Device => false,

        // One that an older version made need not expire.
        TokenPurpose.ApiKey => false,
        TokenPurpose.SessionTicket or TokenPurpose.Session or TokenPurpose.Approval or TokenPurpose.SetPassword
            or TokenPurpose.AccessToken or TokenPurpose.RefreshToken or TokenPurpose.AuthorizationCode or TokenPurpose.KeyAccess
            or TokenPurpose.EmailVerification or TokenPurpose.Application or TokenPurpose.UndoEmailChange => now >= RequiredFrom,
    };
}

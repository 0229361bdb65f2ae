namespace Members.Gateway.OAuth;

/// <summary>An error that is returned to the client (RFC 6749, 4.1.2.1).</summary>
internal sealed record AuthorizationFault(string Error, string Description)
{
    public static readonly AuthorizationFault LoginRequired = new("login_required", "Nobody is logged in here.");
    public static readonly AuthorizationFault ForeignOrigin = new("access_denied", "The page's origin is not one of the client's.");

    public (string Name, string Value)[] Parameters => [("error", Error), ("error_description", Description)];
}

namespace Members.Gateway.Access;

/// <summary>The ways to authenticate, by which policies name them.</summary>
internal static class Schemes
{
    /// <summary>A member's session token, or an OAuth client's access token, in the Authorization header.</summary>
    public const string Session = "members.session";

    /// <summary>The session cookie.</summary>
    public const string Cookie = "members.cookie";

    /// <summary>An API key, or a token that stands for one, in the Authorization header.</summary>
    public const string ApiKey = "members.api-key";

    /// <summary>An OAuth client's visitor token in the Authorization header.</summary>
    public const string Visitor = "members.visitor";
}

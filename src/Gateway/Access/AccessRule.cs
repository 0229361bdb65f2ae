using Members.ApiKeys;

namespace Members.Gateway.Access;

/// <summary>Who may call a route. Every route has a rule; one without is closed to everybody.</summary>
internal abstract record AccessRule
{
    private AccessRule()
    {
    }

    /// <summary>Anybody. Credentials are ignored.</summary>
    public sealed record Anyone : AccessRule;

    /// <summary>
    /// A member with a session. With <c>ManagesAccount</c>, an OAuth access token is enough only if its client was made with
    /// <c>accountManagement</c>.
    /// </summary>
    public sealed record Member(bool ManagesAccount = false) : AccessRule;

    /// <summary>
    /// An API key with the scope, a member, or a visitor with an OAuth client's visitor token: what Wix clients call with whatever
    /// token they hold. All but keys are limited like visitors. A route with a function also requires an OAuth client with
    /// <c>directLogin</c>, unless the function is open to every visitor.
    /// </summary>
    public sealed record Identified(Scopes Scope, string? Function = null) : AccessRule;

    /// <summary>
    /// An API key with the scope; any visitor if the function is opened; with <c>OrMember</c>, members who manage their account.
    /// </summary>
    public sealed record Elevated(Scopes Scope, string? Function = null, bool OrMember = false) : AccessRule;
}

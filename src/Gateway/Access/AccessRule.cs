using Members.ApiKeys;

namespace Members.Gateway.Access;

/// <summary>Who may call a route. Every route carries one; a route without one answers nobody.</summary>
internal abstract record AccessRule
{
    private AccessRule()
    {
    }

    /// <summary>Anybody; credentials are not even looked at.</summary>
    public sealed record Anyone : AccessRule;

    /// <summary>A member with a session.</summary>
    public sealed record Member : AccessRule;

    /// <summary>
    /// An API key with a scope, a member, or a visitor whom a client sends: what Wix clients call with the token that they have.
    /// It names nobody, so all but keys have the limit of visitors. A function is for those alone whose client may log people in
    /// itself, unless it is open to every visitor.
    /// </summary>
    public sealed record Identified(Scopes Scope, string? Function = null) : AccessRule;

    /// <summary>An API key with a scope; a visitor too if the function is opened; the member, where they may act on themself.</summary>
    public sealed record Elevated(Scopes Scope, string? Function = null, bool OrMember = false) : AccessRule;
}

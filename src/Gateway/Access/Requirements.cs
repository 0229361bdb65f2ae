using Members.ApiKeys;
using Members.Staff;
using Microsoft.AspNetCore.Authorization;

namespace Members.Gateway.Access;

/// <summary>
/// A member with a session. With <c>ManagesAccount</c>, an OAuth access token is enough only if its client was made with
/// <c>accountManagement</c>.
/// </summary>
internal sealed record MemberRequirement(bool ManagesAccount) : IAuthorizationRequirement;

/// <summary>
/// An API key with the scope, a member, or a visitor with an OAuth client's visitor token: what Wix clients call with whatever token they
/// hold. A route with a function also requires an OAuth client with <c>directLogin</c>, unless the function is open to every visitor.
/// </summary>
internal sealed record IdentifiedRequirement(Scopes Scope, string? Function) : IAuthorizationRequirement;

/// <summary>
/// An API key with the scopes; any visitor if the function is opened; with <c>OrMember</c>, members who manage their account; with
/// <c>Staff</c>, members with one of these roles, owners, and for GET auditors.
/// </summary>
internal sealed record ScopeRequirement(Scopes Scope, string? Function, bool OrMember, StaffRoles Staff) : IAuthorizationRequirement;

/// <summary>Nothing: anybody may call, and who presents a good token is known. A dead one is ignored.</summary>
internal sealed record AnyoneRequirement : IAuthorizationRequirement;

/// <summary>What a route has that says nothing else: nobody may call it.</summary>
internal sealed record ClosedRequirement : IAuthorizationRequirement;

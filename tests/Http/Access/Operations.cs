using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Access;

/// <summary>Who may call an operation.</summary>
internal enum Who
{
    Anyone,
    Member,
    Elevated,
    ElevatedOrSelf,
}

/// <summary>One operation of the contract (sections 1 and 2), and what an allowed caller is answered who sends nothing.</summary>
/// <remarks>
/// <c>KeepsId</c>: whether the member whom it is called for is still there afterwards; else it is called for nobody. <c>Staff</c>: whose
/// role is made for it (admission, section 6); null where keys alone may call.
/// </remarks>
internal sealed record Operation(
    string Method, string Path, Who Who, string? Scope, Fault? WhenEmpty, bool Described = true, bool KeepsId = true, string? Staff = null)
{
    public string Name => $"{Method} {Path}";

    /// <summary>Whether an API key or a role is needed.</summary>
    public bool IsElevated => Who is Who.Elevated or Who.ElevatedOrSelf;

    /// <summary>Whether a session of a member with this role may call it for another member.</summary>
    public bool Allows(string role) =>
        Staff is not null && (role == "owner" || role == Staff || (role == "auditor" && Method == "GET"));

    /// <summary>Whether it reads a body.</summary>
    public bool TakesBody => Method is "POST" or "PATCH" or "PUT"
        && !Path.Contains("logout", StringComparison.Ordinal) && !Path.EndsWith("/undo", StringComparison.Ordinal)
        && !Path.EndsWith("/finish", StringComparison.Ordinal) && !Path.EndsWith("/invite", StringComparison.Ordinal)
        && !Path.EndsWith("/end-sessions", StringComparison.Ordinal) && !Path.EndsWith("/verify-email", StringComparison.Ordinal);

    /// <summary>Calls it with an empty object, or without a body where none is taken.</summary>
    public Task<Reply> Call(Api api, Guid id) =>
        api.Send(
            new HttpMethod(Method), Operations.Filled(Path, KeepsId ? id : Guid.NewGuid()),
            Method is "POST" or "PATCH" or "PUT" ? Body() : null);

    private HttpContent Body() =>
        Path.EndsWith("/introspect", StringComparison.Ordinal) ? new FormUrlEncodedContent([]) : Api.JsonOf(new { });
}

/// <summary>Every operation there is: the description and the routes are held against this list.</summary>
internal static class Operations
{
    private const string Authenticate = "members.authenticate", Manage = "members.manage", Settings = "settings.manage",
        Keys = "keys.manage";

    private const string Owner = "owner", Approver = "approver", Helpdesk = "helpdesk";

    /// <summary>In place of a scope where a key needs all of them.</summary>
    public const string AllScopes = "all scopes";

    public static readonly Operation[] All =
    [
        new("POST", "/v1/authentication/register", Who.Elevated, Authenticate, Fault.Invalid),
        new("POST", "/v1/authentication/login", Who.Elevated, Authenticate, Fault.InvalidCredentials),
        new("POST", "/v1/authentication/approve", Who.Elevated, Manage, Fault.Invalid),
        new("POST", "/v1/authentication/block", Who.Elevated, Manage, Fault.Invalid, Staff: Owner),
        new("PATCH", "/v1/authentication/members/{id}/change-login-email", Who.ElevatedOrSelf, Manage, Fault.Invalid),
        new("POST", "/v1/authentication/send-set-password-email", Who.Elevated, Authenticate, Fault.Invalid, Staff: Helpdesk),
        new("POST", "/v1/authentication/apply-session-token", Who.Anyone, null, Fault.TokenInvalid),
        new("POST", "/v1/authentication/set-password", Who.Anyone, null, Fault.TokenInvalid),
        new("GET", "/v1/authentication/me", Who.Member, null, null),
        new("POST", "/v1/authentication/change-password", Who.Member, null, Fault.Invalid),
        new("POST", "/v1/authentication/delete-account", Who.Member, null, Fault.Invalid),
        new("GET", "/v1/authentication/sessions", Who.Member, null, null),
        new("DELETE", "/v1/authentication/sessions/{id}", Who.Member, null, null),
        new("POST", "/v1/authentication/logout", Who.Member, null, null),
        new("POST", "/v1/authentication/logout-all", Who.Member, null, null),
        new("POST", "/v1/authentication/generate-session-token", Who.Elevated, Authenticate, Fault.Invalid),
        new("POST", "/v1/authentication/introspect", Who.Elevated, Authenticate, null),
        new("GET", "/v1/authentication/settings", Who.Elevated, Settings, null, Staff: Owner),
        new("PATCH", "/v1/authentication/settings", Who.Elevated, Settings, null, Staff: Owner),
        new("GET", "/v1/members/{id}", Who.Elevated, Manage, null, Staff: Helpdesk),
        new("GET", "/v1/members/{id}/events", Who.Elevated, Manage, null, Staff: Helpdesk),
        new("GET", "/v1/members", Who.Elevated, Manage, null, Staff: Helpdesk),
        new("POST", "/v1/members", Who.Elevated, Manage, Fault.Invalid, Staff: Owner),
        new("DELETE", "/v1/members/{id}", Who.Elevated, Manage, Fault.MemberNotFound, KeepsId: false, Staff: Owner),
        new("POST", "/v1/members/{id}/end-sessions", Who.Elevated, Manage, null, Staff: Helpdesk),
        new("POST", "/v1/members/{id}/verify-email", Who.Elevated, Manage, null, Staff: Helpdesk),
        new("GET", "/v1/staff", Who.Elevated, AllScopes, null, Staff: Owner),
        new("PUT", "/v1/staff/{memberId}", Who.Elevated, AllScopes, Fault.Invalid, Staff: Owner),
        new("DELETE", "/v1/staff/{memberId}", Who.Elevated, AllScopes, null, Staff: Owner),
        new("GET", "/v1/imports", Who.Elevated, AllScopes, null, Staff: Owner),
        new("POST", "/v1/imports", Who.Elevated, AllScopes, Fault.Invalid, Staff: Owner),
        new("POST", "/v1/imports/check", Who.Elevated, AllScopes, Fault.Invalid, Staff: Owner),
        new("POST", "/v1/imports/try-password", Who.Elevated, AllScopes, Fault.Invalid, Staff: Owner),
        new("GET", "/v1/imports/{id}", Who.Elevated, AllScopes, Fault.NotFound, Staff: Owner),
        new("GET", "/v1/imports/{id}/batches/{batch}", Who.Elevated, AllScopes, Fault.NotFound, Staff: Owner),
        new("POST", "/v1/imports/{id}/rows", Who.Elevated, AllScopes, Fault.Invalid, Staff: Owner),
        new("POST", "/v1/imports/{id}/finish", Who.Elevated, AllScopes, Fault.NotFound, Staff: Owner),
        new("POST", "/v1/imports/{id}/invite", Who.Elevated, AllScopes, Fault.NotFound, Staff: Owner),
        new("POST", "/v1/imports/{id}/undo", Who.Elevated, AllScopes, Fault.NotFound, Staff: Owner),
        new("GET", "/v1/export", Who.Elevated, AllScopes, null),
        new("GET", "/v1/applications", Who.Elevated, Manage, null, Staff: Approver),
        new("GET", "/v1/applications/summary", Who.Elevated, Manage, null, Staff: Approver),
        new("GET", "/v1/applications/{id}", Who.Elevated, Manage, Fault.MemberNotFound, Staff: Approver),
        new("POST", "/v1/applications/{id}/approve", Who.Elevated, Manage, Fault.MemberNotFound, Staff: Approver),
        new("POST", "/v1/applications/{id}/reject", Who.Elevated, Manage, Fault.MemberNotFound, Staff: Approver),
        new("POST", "/v1/applications/{id}/block", Who.Elevated, Manage, Fault.MemberNotFound, Staff: Approver),
        new("POST", "/v1/applications/{id}/undo", Who.Elevated, Manage, Fault.MemberNotFound, Staff: Approver),
        new("POST", "/v1/applications/{id}/note", Who.Elevated, Manage, Fault.Invalid, Staff: Approver),
        new("POST", "/v1/applications/{id}/ask", Who.Elevated, Manage, Fault.Invalid, Staff: Approver),
        new("POST", "/v1/applications/{id}/claim", Who.Elevated, Manage, Fault.MemberNotFound, Staff: Approver),
        new("POST", "/v1/applications/decide", Who.Elevated, Manage, Fault.Invalid, Staff: Approver),
        new("POST", "/v1/applications/mine", Who.Anyone, null, Fault.TokenInvalid),
        new("POST", "/v1/applications/mine/reply", Who.Anyone, null, Fault.TokenInvalid),
        new("POST", "/v1/applications/mine/answers", Who.Anyone, null, Fault.TokenInvalid),
        new("POST", "/v1/applications/mine/withdraw", Who.Anyone, null, Fault.TokenInvalid),
        new("GET", "/v1/authentication/consents", Who.Member, null, null),
        new("POST", "/v1/authentication/consents", Who.Member, null, Fault.Invalid),
        new("GET", "/v1/invitations", Who.Elevated, Manage, null, Staff: Approver),
        new("POST", "/v1/invitations", Who.Elevated, Manage, null, Staff: Approver),
        new("DELETE", "/v1/invitations/{id}", Who.Elevated, Manage, null, Staff: Approver),
        new("GET", "/v1/signup-form", Who.Elevated, Authenticate, null),
        new("GET", "/v1/signup-form/definition", Who.Elevated, Settings, null, Staff: Approver),
        new("PUT", "/v1/signup-form/definition", Who.Elevated, Settings, Fault.Invalid, Staff: Owner),
        new("GET", "/v1/admission-rules", Who.Elevated, Settings, null, Staff: Approver),
        new("PUT", "/v1/admission-rules", Who.Elevated, Settings, Fault.Invalid, Staff: Owner),
        new("POST", "/v1/admission-rules/try", Who.Elevated, Settings, Fault.Invalid, Staff: Owner),
        new("GET", "/v1/oauth-clients", Who.Elevated, Settings, null, Staff: Owner),
        new("POST", "/v1/oauth-clients", Who.Elevated, Settings, Fault.Invalid, Staff: Owner),
        new("DELETE", "/v1/oauth-clients/{id}", Who.Elevated, Settings, Fault.NotFound, Staff: Owner),
        new("GET", "/v1/api-keys", Who.Elevated, Keys, null, Staff: Owner),
        new("POST", "/v1/api-keys", Who.Elevated, Keys, Fault.Invalid),
        new("DELETE", "/v1/api-keys/{id}", Who.Elevated, Keys, Fault.NotFound, Staff: Owner),
        new("GET", "/health/live", Who.Anyone, null, null),
        new("GET", "/health/ready", Who.Anyone, null, null),
    ];

    public static Operation Find(string name) => All.Single(o => o.Name == name);

    /// <summary>A path with an id in it.</summary>
    public static string Filled(string path, Guid id) => path.Replace("{id}", $"{id}", StringComparison.Ordinal)
        .Replace("{memberId}", $"{id}", StringComparison.Ordinal).Replace("{batch}", "0", StringComparison.Ordinal);
}

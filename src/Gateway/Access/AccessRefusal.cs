using Members.ApiKeys;
using Members.Gateway.Errors;
using Members.Outcomes;

namespace Members.Gateway.Access;

/// <summary>
/// Why a caller may not call a route, as the response says it. It is kept with the request: of a caller who did not authenticate, the
/// framework passes no reason on.
/// </summary>
internal static class AccessRefusal
{
    public static Problem Closed { get; } = Problem.Of(ApiError.PermissionDenied, "Nobody may call this.");

    private static Problem Unauthenticated { get; } =
        Problem.Of(ApiError.Unauthenticated, "Send a valid session token or API key in the Authorization header.");

    public static Problem NotAMember { get; } =
        Problem.Of(ApiError.PermissionDenied, "An API key is not a member. Send a member's session token.");

    public static Problem VisitorNotAMember { get; } = Problem.Of(ApiError.PermissionDenied, "A visitor is not a member. Log in first.");

    public static Problem MemberWithoutKey { get; } =
        Problem.Of(ApiError.PermissionDenied, "Members may not call this. It needs an API key.");

    public static Problem WithoutRole { get; } =
        Problem.Of(ApiError.PermissionDenied, "Members may not call this without a role that allows it. An owner of the site gives roles.");

    public static Problem StaffByApp { get; } = Problem.Of(
        ApiError.PermissionDenied,
        "An access token of this OAuth client does not carry its member's roles. Use a session of your own, or a client with "
        + "accountManagement.");

    public static Problem VisitorWithoutKey { get; } =
        Problem.Of(ApiError.PermissionDenied, "Visitors may not call this. It needs an API key.");

    public static Problem OtherOrigin { get; } =
        Problem.Of(ApiError.PermissionDenied, "This request was sent by a page of another origin.");

    public static Problem NoDirectLogin { get; } = Problem.Of(
        ApiError.PermissionDenied,
        "The OAuth client of this token may not take passwords itself. Make one with directLogin, or use the login page.");

    public static Problem NoAccountManagement { get; } = Problem.Of(
        ApiError.PermissionDenied,
        "An access token of this OAuth client may not change the login address or the password, nor end other sessions. "
        + "Make a client with accountManagement, or let the member use a session of their own.");

    /// <summary>Keeps why a request is refused.</summary>
    public static void Write(HttpContext context, Problem refusal) => context.Features.Set(refusal);

    /// <summary>Why the request is refused.</summary>
    public static Problem Read(HttpContext context) => context.Features.Get<Problem>() ?? Closed;

    /// <summary>The refusal of whoever has no good credential, or has tried too many that were not.</summary>
    public static Problem OfNobody(HttpContext context) => context.Features.Get<Problem>() ?? Unauthenticated;

    public static Problem Lacks(Scopes scopes) => ScopeNames.Table.List(scopes) is [var one]
        ? Problem.Of(ApiError.PermissionDenied, $"This API key lacks the scope {one}.")
        : Problem.Of(ApiError.PermissionDenied, "This takes an API key with all scopes.");
}

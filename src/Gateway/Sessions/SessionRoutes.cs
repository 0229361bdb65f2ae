using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Hosting;
using Members.Outcomes;

namespace Members.Gateway.Sessions;

/// <summary>Sessions: opening, using, listing, ending, inspecting.</summary>
internal static class SessionRoutes
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/authentication").WithTags("Sessions");

        group.MapPost("/apply-session-token", SessionTickets.Apply).AllowAnonymous()
            .Describe("applySessionToken", "Exchanges a session ticket for a session.", ApiError.ValidationFailed);
        group.MapPost("/generate-session-token", SessionTickets.Generate).RequireScope(Scopes.MembersAuthenticate).Describe(
            "generateSessionToken",
            "Creates a session ticket for an active member who was authenticated elsewhere.",
            ApiError.ValidationFailed,
            ApiError.PendingApproval,
            ApiError.MemberNotFound);
        group.MapPost("/introspect", IntrospectionEndpoint.Handle).RequireScope(Scopes.MembersAuthenticate)
            .Accepts<IntrospectionRequest>("application/x-www-form-urlencoded")
            .Describe("introspect", "Whether a session token is active, and whose it is (RFC 7662).", ApiError.ValidationFailed);

        group.MapGet("/me", OwnSessions.Me).RequireMember().Describe("me", "The member whose session this is, and their roles.")
            .DisableRequestTimeout();
        group.MapGet("/sessions", OwnSessions.List).RequireMember().Describe("listSessions", "The member's live sessions.");
        group.MapDelete("/sessions/{id}", OwnSessions.End).RequireMember(managesAccount: true).RequireRateLimiting(RateLimits.Member)
            .Describe("endSession", "Ends one of the member's sessions.", ApiError.TooManyRequests);
        group.MapPost("/logout", OwnSessions.Logout).RequireMember().Describe("logout", "Ends this session.");
        group.MapPost("/logout-all", OwnSessions.LogoutAll).RequireMember(managesAccount: true).RequireRateLimiting(RateLimits.Member)
            .Describe("logoutAll", "Ends all of the member's sessions.", ApiError.TooManyRequests);
    }
}

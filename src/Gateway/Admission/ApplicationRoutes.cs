using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Hosting;
using Members.Outcomes;
using Members.Staff;

namespace Members.Gateway.Admission;

/// <summary>The queue of applications.</summary>
internal static class ApplicationRoutes
{
    private static readonly ApiError[] Errors = [ApiError.ValidationFailed, ApiError.MemberNotFound, ApiError.AlreadyDecided];

    public static void MapApplications(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/applications").WithTags("Applications").RequireScope(
            Scopes.MembersManage, staff: StaffRoles.Approver);
        group.MapGet("", QueueEndpoints.List).Describe(
            "listApplications",
            "Applications, those that wait unless status says otherwise: a list with commas, or ANY. q searches address and name.",
            ApiError.ValidationFailed);
        group.MapGet("/summary", QueueEndpoints.Summary).Describe(
            "getQueueSummary", "How many applications wait, since when the oldest does, and how long the last 50 decisions took.");
        group.MapGet("/{id}", QueueEndpoints.Get).Describe(
            "getApplication", "A member's newest application, with the earlier ones.", ApiError.MemberNotFound);
        group.MapPost("/{id}/approve", DecisionEndpoints.Approve).Describe(
            "approveApplication", "Lets the applicant in, unless somebody has decided otherwise since it was seen.", Errors);
        group.MapPost("/{id}/reject", DecisionEndpoints.Reject).Describe(
            "rejectApplication", "Turns the applicant down, unless somebody has decided otherwise since it was seen.", Errors);
        group.MapPost("/{id}/block", DecisionEndpoints.Block).Describe(
            "blockApplication", "Blocks the applicant, unless somebody has decided otherwise since it was seen.",
            [.. Errors, ApiError.LastOwner]);
        group.MapPost("/{id}/undo", DecisionEndpoints.Undo).Describe(
            "undoDecision", "Takes the caller's own last decision back, within Members:UndoWindow.", [.. Errors, ApiError.UndoOver]);
        group.MapPost("/{id}/note", DecisionEndpoints.Note).Describe(
            "addApplicationNote", "Adds a note that only staff read.", Errors);
        group.MapPost("/{id}/ask", DecisionEndpoints.Ask).Describe(
            "askApplicant", "Asks who waits something, by mail.", Errors);
        group.MapPost("/{id}/claim", DecisionEndpoints.Claim).Describe(
            "claimApplication",
            "Says that the caller looks after an application for five minutes. It keeps nobody from deciding.",
            ApiError.ValidationFailed,
            ApiError.MemberNotFound,
            ApiError.AlreadyDecided,
            ApiError.AlreadyClaimed);
        group.MapPost("/decide", BulkDecisionEndpoint.Handle).Describe(
            "decideApplications",
            "Decides up to 1,000 applications alike, by ids or by a filter. Each is decided by itself: the response says what came of it.",
            ApiError.ValidationFailed);
        routes.MapApplicants();
        routes.MapApplicationPage();
        OwnAnswersPage.Map(routes);
        routes.MapDecidePage();
    }

    private static void MapApplicants(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/applications/mine").WithTags("Applications").AllowAnonymous();
        group.MapPost("", ApplicantEndpoints.Mine).Describe(
            "getOwnApplication", "How an application stands, by its applicant's token.", ApiError.ValidationFailed, ApiError.TokenInvalid);
        group.MapPost("/reply", ApplicantEndpoints.Reply).Describe(
            "replyToQuestion", "Replies to the last question.", ApiError.ValidationFailed, ApiError.TokenInvalid);
        group.MapPost("/answers", ApplicantEndpoints.ChangeAnswers).RequireRateLimiting(RateLimits.Network).Describe(
            "changeAnswers",
            "Replaces the answers to the sign-up form while the application waits. Consents stay.",
            ApiError.ValidationFailed,
            ApiError.TokenInvalid,
            ApiError.AlreadyDecided,
            ApiError.TooManyRequests);
        group.MapPost("/withdraw", ApplicantEndpoints.Withdraw).Describe(
            "withdrawApplication",
            "Withdraws an application: everything known about the applicant is erased.",
            ApiError.ValidationFailed,
            ApiError.TokenInvalid,
            ApiError.AlreadyDecided);
    }
}

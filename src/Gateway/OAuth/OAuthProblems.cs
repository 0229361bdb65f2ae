using Members.Gateway.Errors;
using Members.Outcomes;

namespace Members.Gateway.OAuth;

/// <summary>Refusals in the words of OAuth (RFC 6749, 5.2).</summary>
internal static class OAuthProblems
{
    public static Problem UnknownClient { get; } = Problem.Of(ApiError.InvalidClient, "There is no such client, or it has not shown that it is the one.");

    public static Problem BadGrant { get; } = Problem.Of(ApiError.InvalidGrant, "This grant is not valid, has expired or was used, or belongs to another client.");

    public static Problem Missing(string parameter) => Problem.Of(ApiError.InvalidRequest, $"The parameter {parameter} is missing.");

    /// <summary>What a member's grain has refused: to a client all the same, unless it may try again.</summary>
    public static Problem From(Refusal refusal) => refusal switch
    {
        Refusal.TooManyRequests or Refusal.Overloaded => Problem.From(refusal),
        Refusal.PendingApproval => Problem.Of(ApiError.InvalidGrant, "This member waits for approval."),
        Refusal.MemberBlocked => Problem.Of(ApiError.InvalidGrant, "This member is blocked."),
        Refusal.MemberNotFound => Problem.Of(ApiError.InvalidGrant, "There is no such member."),
        _ => BadGrant,
    };
}

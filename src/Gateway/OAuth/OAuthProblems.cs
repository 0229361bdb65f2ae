using Members.Gateway.Errors;
using Members.Outcomes;

namespace Members.Gateway.OAuth;

/// <summary>Errors of the OAuth endpoints (RFC 6749, 5.2).</summary>
internal static class OAuthProblems
{
    public static Problem UnknownClient { get; } =
        Problem.Of(ApiError.InvalidClient, "There is no such client, or it has not shown that it is the one.");

    public static Problem BadGrant { get; } = Problem.Of(RefusalCatalog.BadGrant.Error, RefusalCatalog.BadGrant.Detail);

    public static Problem Unreadable { get; } = Problem.Of(ApiError.InvalidRequest, "A parameter came twice, or is no text.");

    public static Problem Missing(string parameter) => Problem.Of(ApiError.InvalidRequest, $"The parameter {parameter} is missing.");

    /// <summary>A refusal by a member's grain.</summary>
    public static Problem From(Refusal refusal) => Problem.From(refusal, entry => entry.OAuth);
}

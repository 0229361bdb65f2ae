using System.Text.Json.Serialization;
using Members.Gateway.Admission;

namespace Members.Gateway.Errors;

/// <summary>
/// The body of every error: RFC 9457 problem details with the two members that the Wix client reads, and at the OAuth endpoints
/// with the two of RFC 6749, 5.2.
/// </summary>
internal sealed record ProblemBody(
    string Type, string Title, int Status, string Detail, string Code, string TraceId, string Message, ErrorDetails Details,
    string? Error = null, [property: JsonPropertyName("error_description")] string? ErrorDescription = null);

/// <summary>Either an application error or a validation error, never both.</summary>
internal sealed record ErrorDetails(ApplicationError? ApplicationError, ValidationError? ValidationError);

/// <summary>An error that is not about the form of the input.</summary>
internal sealed record ApplicationError(string Code, string Description, ErrorData Data);

/// <summary>Every rule that the input breaks.</summary>
internal sealed record ValidationError(IReadOnlyList<FieldViolation> FieldViolations);

/// <summary>One rule that the input breaks.</summary>
internal sealed record FieldViolation(string Field, string Description, string ViolatedRule, string RuleName, ViolationData Data);

/// <summary>Always present: the Wix client reads <c>data.type</c> without a check.</summary>
internal sealed record ViolationData(string Type);

/// <summary>Additional data of an application error; mostly empty.</summary>
/// <param name="VerificationId">The e-mail verification that the code belongs to.</param>
/// <param name="VerificationFailureReason">Why the code was refused.</param>
/// <param name="Status">The status of the member whose application was decided by somebody else.</param>
/// <param name="Decision">That decision.</param>
/// <param name="Reason">Why the application was rejected.</param>
/// <param name="At">When it was.</param>
/// <param name="ApplyAgainAt">From when on the applicant may apply again; absent for never.</param>
/// <param name="Until">When the member's block ends by itself.</param>
/// <param name="ApplicationToken">With it the applicant sees how the application stands.</param>
internal sealed record ErrorData(
    string? VerificationId = null, string? VerificationFailureReason = null, string? Status = null, DecisionBody? Decision = null,
    string? Reason = null, DateTimeOffset? At = null, DateTimeOffset? ApplyAgainAt = null, string? ApplicationToken = null,
    DateTimeOffset? Until = null)
{
    public static ErrorData None { get; } = new();
}

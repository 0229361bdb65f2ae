using Members.Accounts;
using Members.Admission;
using Members.Secrets;

namespace Members.Outcomes;

/// <summary>A reply to a program: a code, and a sentence for the person who reads it.</summary>
internal sealed record ErrorReply(ApiError Error, string Detail);

/// <summary>A reply to a person on a page.</summary>
/// <param name="Status">The HTTP status of the page.</param>
/// <param name="Message">What was wrong, and what to do.</param>
/// <param name="Title">The heading of a page without a form; null if the form is shown again.</param>
internal sealed record PageReply(int Status, string Message, string? Title = null);

/// <summary>What a refusal says about an application.</summary>
/// <param name="Status">The member's status, for the decider.</param>
/// <param name="Decision">The decision that stands, for the decider.</param>
/// <param name="Reason">Why it was rejected, for the applicant.</param>
/// <param name="At">When it was rejected, for the applicant.</param>
/// <param name="Again">From when on the applicant may apply again.</param>
/// <param name="Token">The applicant's token.</param>
/// <param name="Until">When a block ends by itself.</param>
internal sealed record ApplicationFacts(
    MemberStatus? Status = null, ApplicationDecision? Decision = null, string? Reason = null, DateTimeOffset? At = null,
    DateTimeOffset? Again = null, OpaqueToken? Token = null, DateTimeOffset? Until = null);

/// <summary>A row of the <see cref="RefusalCatalog"/>: the reply of each kind of interface to one refusal.</summary>
/// <param name="Api">The HTTP API. The name of the code is also the result of the audit event.</param>
/// <param name="OAuth">The OAuth endpoints.</param>
/// <param name="LoginPage">The login page.</param>
/// <param name="SetPasswordPage">The page that a set-password link opens.</param>
/// <param name="UndoPage">The page that a link to undo a change of address opens.</param>
internal sealed record RefusalEntry(
    ErrorReply Api, ErrorReply OAuth, PageReply LoginPage, PageReply SetPasswordPage, PageReply UndoPage)
{
    /// <summary>The state in Wix's login, if Wix treats this refusal as a step and not as an error.</summary>
    public string? WixState { get; init; }

    /// <summary>Wix's identity services: the same as <see cref="Api"/> unless Wix has an error of its own.</summary>
    public ErrorReply WixIdentity { get; init; } = Api;

    /// <summary>When it is worth trying again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The broken rules, if the input was invalid.</summary>
    public IReadOnlyList<Violation>? Violations { get; init; }

    /// <summary>The token of the e-mail verification that was started.</summary>
    public OpaqueToken? Verification { get; init; }

    /// <summary>What the applicant, or the decider, learns of the application.</summary>
    public ApplicationFacts? Application { get; init; }

    /// <summary>Why an e-mail code was refused, in the words of the API.</summary>
    public string? VerificationFailureReason { get; init; }
}

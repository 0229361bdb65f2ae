using Members.Secrets;

namespace Members.Outcomes;

/// <summary>What a program is told: a code, and a sentence for the person who reads it.</summary>
internal sealed record ErrorReply(ApiError Error, string Detail);

/// <summary>What a page tells a person.</summary>
/// <param name="Status">The page's HTTP status.</param>
/// <param name="Message">What was wrong, and what to do.</param>
/// <param name="Title">The heading of a page that ends here; null where the form is shown again.</param>
internal sealed record PageReply(int Status, string Message, string? Title = null);

/// <summary>A row of the <see cref="RefusalCatalog"/>: what each kind of client is told of one refusal.</summary>
/// <param name="Api">Callers of the HTTP API. The code's name is also the result of the audit event.</param>
/// <param name="OAuth">OAuth clients.</param>
/// <param name="LoginPage">People at the login page.</param>
/// <param name="SetPasswordPage">People who opened a set-password link.</param>
/// <param name="UndoPage">People who opened a link that undoes a change of address.</param>
internal sealed record RefusalEntry(
    ErrorReply Api, ErrorReply OAuth, PageReply LoginPage, PageReply SetPasswordPage, PageReply UndoPage)
{
    /// <summary>The state of Wix's login state machine, where that has a step and no error for this refusal.</summary>
    public string? WixState { get; init; }

    /// <summary>What Wix's identity services are told: the same as <see cref="Api"/> unless they have an error of their own.</summary>
    public ErrorReply WixIdentity { get; init; } = Api;

    /// <summary>When it is worth trying again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The broken rules, if it is about the input.</summary>
    public IReadOnlyList<Violation>? Violations { get; init; }

    /// <summary>The e-mail verification that was begun.</summary>
    public OpaqueToken? Verification { get; init; }

    /// <summary>Why an e-mail code was refused, as the API says it.</summary>
    public string? VerificationFailureReason { get; init; }
}

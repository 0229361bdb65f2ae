using Members.Outcomes;

namespace Members.Audit;

/// <summary>What an event came to, in one word: of a refusal, the word that the API answers it with.</summary>
public static class AuditResult
{
    /// <summary>It was done.</summary>
    public const string Success = "SUCCESS";

    /// <summary>It had been done before: nothing changed.</summary>
    public const string Unchanged = "UNCHANGED";

    /// <summary>Something failed on the way: it may or may not have been done.</summary>
    public const string Unknown = "UNKNOWN";

    /// <summary>The word for a refusal.</summary>
    public static string Of(Refusal refusal) => refusal switch
    {
        Refusal.Invalid => "VALIDATION_FAILED",
        Refusal.InvalidCredentials => "INVALID_CREDENTIALS",
        Refusal.PendingApproval => "PENDING_APPROVAL",
        Refusal.MemberBlocked => "MEMBER_BLOCKED",
        Refusal.MemberNotFound => "MEMBER_NOT_FOUND",
        Refusal.EmailTaken => "EMAIL_ALREADY_EXISTS",
        Refusal.TokenInvalid => "TOKEN_INVALID",
        Refusal.TokenExpired => "TOKEN_EXPIRED",
        Refusal.Unauthenticated => "UNAUTHENTICATED",
        Refusal.TooManyRequests => "TOO_MANY_REQUESTS",
        Refusal.EmailVerificationRequired => "EMAIL_VERIFICATION_REQUIRED",
        Refusal.EmailVerificationFailed => "EMAIL_VERIFICATION_FAILED",
        Refusal.Overloaded => "OVERLOADED",
        _ => "REFUSED",
    };
}

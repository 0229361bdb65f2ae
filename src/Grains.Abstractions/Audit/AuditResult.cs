using Members.Outcomes;

namespace Members.Audit;

/// <summary>The result of an event in one word: for a refusal, the code that the API returns for it.</summary>
public static class AuditResult
{
    /// <summary>It was carried out.</summary>
    public const string Success = "SUCCESS";

    /// <summary>It had been carried out before, so nothing changed.</summary>
    public const string Unchanged = "UNCHANGED";

    /// <summary>A mail was not accepted by the mail server.</summary>
    public const string NotDelivered = "NOT_DELIVERED";

    /// <summary>A fault occurred: it may or may not have been carried out.</summary>
    public const string Unknown = "UNKNOWN";

    /// <summary>The word for a refusal.</summary>
    public static string Of(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return refusal.Entry.Api.Error.Name;
    }
}

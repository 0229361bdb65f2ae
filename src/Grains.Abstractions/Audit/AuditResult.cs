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
    public static string Of(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return refusal.Entry.Api.Error.Name;
    }
}

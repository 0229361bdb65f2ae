namespace Members.Outcomes;

/// <summary>Why a mailed code was refused.</summary>
[Alias("members.VerificationFailure")]
public enum VerificationFailure
{
    /// <summary>It is not the code that was mailed last, or the five attempts are used up.</summary>
    BadCode = 0,

    /// <summary>There is no such verification, or it has expired.</summary>
    NotFound = 1,
}

using System.Collections.Immutable;
using Members.Secrets;

namespace Members.Outcomes;

/// <summary>Why a command was refused. The family is closed: the Gateway answers each with one code of the contract.</summary>
[GenerateSerializer, Immutable, Alias("members.Refusal")]
public abstract record Refusal
{
    private Refusal()
    {
    }

    /// <summary>Input that breaks a rule; every violation is named.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.Invalid")]
    public sealed record Invalid(ImmutableArray<Violation> Violations) : Refusal
    {
        /// <summary>One violation.</summary>
        public Invalid(Violation violation)
            : this([violation])
        {
        }
    }

    /// <summary>Wrong password or unknown address: the two are one answer on purpose (ASVS 5.0, 6.3.8).</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.InvalidCredentials")]
    public sealed record InvalidCredentials : Refusal;

    /// <summary>The right password of somebody who waits for approval.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.PendingApproval")]
    public sealed record PendingApproval : Refusal;

    /// <summary>The member is blocked.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.MemberBlocked")]
    public sealed record MemberBlocked : Refusal;

    /// <summary>There is no such member.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.MemberNotFound")]
    public sealed record MemberNotFound : Refusal;

    /// <summary>Another member has the address.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.EmailTaken")]
    public sealed record EmailTaken : Refusal;

    /// <summary>A token that is not, or no longer, good. <paramref name="Fate"/> is told only to who held the real one.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.TokenInvalid")]
    public sealed record TokenInvalid(TokenFate Fate) : Refusal;

    /// <summary>A token that was good until its time was over.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.TokenExpired")]
    public sealed record TokenExpired : Refusal;

    /// <summary>No such session, or it has ended.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.Unauthenticated")]
    public sealed record Unauthenticated : Refusal;

    /// <summary>A limit of this member's own was reached: nothing was done.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.TooManyRequests")]
    public sealed record TooManyRequests(TimeSpan RetryAfter) : Refusal;

    /// <summary>A code was mailed to the address; the call is to be repeated with it. Nothing else was done.</summary>
    /// <param name="Verification">What the code is shown together with.</param>
    [GenerateSerializer, Immutable, Alias("members.Refusal.EmailVerificationRequired")]
    public sealed record EmailVerificationRequired(OpaqueToken Verification) : Refusal;

    /// <summary>The code was not good.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.EmailVerificationFailed")]
    public sealed record EmailVerificationFailed(VerificationFailure Reason) : Refusal;

    /// <summary>The queue of password hashing is full: nothing was done.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.Overloaded")]
    public sealed record Overloaded(TimeSpan RetryAfter) : Refusal;
}

/// <summary>One rule that an input breaks.</summary>
/// <param name="Field">The name of the field as in the request.</param>
/// <param name="Rule">A stable upper-case name such as <c>TOO_SHORT</c>.</param>
/// <param name="Description">A sentence for a person: what is wrong and what would be right.</param>
/// <param name="Kind">A type that clients look at (<c>EMAIL</c> for an address), or null.</param>
[GenerateSerializer, Immutable, Alias("members.Violation")]
public sealed record Violation(string Field, string Rule, string Description, string? Kind = null);

/// <summary>What became of a token.</summary>
[Alias("members.TokenFate")]
public enum TokenFate
{
    /// <summary>Not one of ours, or forgotten.</summary>
    Unknown,

    /// <summary>It has been used.</summary>
    Used,

    /// <summary>A newer one took its place.</summary>
    Replaced,

    /// <summary>It was withdrawn: the member was blocked, or changed the address or password.</summary>
    Revoked,
}

/// <summary>Why a mailed code was refused.</summary>
[Alias("members.VerificationFailure")]
public enum VerificationFailure
{
    /// <summary>It is not the code that was mailed last, or the five tries are used up.</summary>
    BadCode,

    /// <summary>There is no such verification, or its ten minutes are over.</summary>
    NotFound,
}

using System.Collections.Immutable;
using Members.Secrets;

namespace Members.Outcomes;

/// <summary>Why a command was refused. The family is closed, and the <see cref="RefusalCatalog"/> has a row for each case.</summary>
[GenerateSerializer, Immutable, Alias("members.Refusal")]
public abstract record Refusal
{
    private Refusal()
    {
    }

    /// <summary>What is told of it.</summary>
    internal abstract RefusalEntry Entry { get; }

    /// <summary>Input that breaks a rule; every violation is named.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.Invalid")]
    public sealed record Invalid(ImmutableArray<Violation> Violations) : Refusal
    {
        /// <summary>One violation.</summary>
        public Invalid(Violation violation)
            : this([violation])
        {
        }

        internal override RefusalEntry Entry => RefusalCatalog.Invalid(Violations);
    }

    /// <summary>Wrong password or unknown address: the two are one answer on purpose (ASVS 5.0, 6.3.8).</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.InvalidCredentials")]
    public sealed record InvalidCredentials : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.InvalidCredentials;
    }

    /// <summary>The right password of somebody who waits for approval.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.PendingApproval")]
    public sealed record PendingApproval : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.PendingApproval;
    }

    /// <summary>The member is blocked.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.MemberBlocked")]
    public sealed record MemberBlocked : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.MemberBlocked;
    }

    /// <summary>There is no such member.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.MemberNotFound")]
    public sealed record MemberNotFound : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.MemberNotFound;
    }

    /// <summary>Another member has the address.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.EmailTaken")]
    public sealed record EmailTaken : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.EmailTaken;
    }

    /// <summary>A token that is not, or no longer, good.</summary>
    /// <param name="Fate">What became of it. Only somebody who holds the real token is told.</param>
    [GenerateSerializer, Immutable, Alias("members.Refusal.TokenInvalid")]
    public sealed record TokenInvalid(TokenFate Fate) : Refusal
    {
        internal override RefusalEntry Entry => Fate switch
        {
            TokenFate.Unknown => RefusalCatalog.TokenUnknown,
            TokenFate.Used => RefusalCatalog.TokenUsed,
            TokenFate.Replaced => RefusalCatalog.TokenReplaced,
            TokenFate.Revoked => RefusalCatalog.TokenRevoked,
        };
    }

    /// <summary>A token that was good until its time was over.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.TokenExpired")]
    public sealed record TokenExpired : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.TokenExpired;
    }

    /// <summary>No such session, or it has ended.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.Unauthenticated")]
    public sealed record Unauthenticated : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.Unauthenticated;
    }

    /// <summary>A limit of this member's own was reached: nothing was done.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.TooManyRequests")]
    public sealed record TooManyRequests(TimeSpan RetryAfter) : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.TooManyRequests(RetryAfter);
    }

    /// <summary>A code was mailed to the address; the call is to be repeated with it. Nothing else was done.</summary>
    /// <param name="Verification">The token that is sent back together with the code.</param>
    [GenerateSerializer, Immutable, Alias("members.Refusal.EmailVerificationRequired")]
    public sealed record EmailVerificationRequired(OpaqueToken Verification) : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.EmailVerificationRequired(Verification);
    }

    /// <summary>The mailed code was not good.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.EmailVerificationFailed")]
    public sealed record EmailVerificationFailed(VerificationFailure Reason) : Refusal
    {
        internal override RefusalEntry Entry => Reason switch
        {
            VerificationFailure.BadCode => RefusalCatalog.EmailCodeWrong,
            VerificationFailure.NotFound => RefusalCatalog.EmailVerificationNotFound,
        };
    }

    /// <summary>The queue of password hashing is full: nothing was done.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.Overloaded")]
    public sealed record Overloaded(TimeSpan RetryAfter) : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.Overloaded(RetryAfter);
    }
}

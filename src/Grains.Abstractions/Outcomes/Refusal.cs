using System.Collections.Immutable;
using Members.Accounts;
using Members.Admission;
using Members.Secrets;
using Members.SignUp;

namespace Members.Outcomes;

/// <summary>Why a command was refused. The hierarchy is closed, and the <see cref="RefusalCatalog"/> has a row for each case.</summary>
[GenerateSerializer, Immutable, Alias("members.Refusal")]
public abstract record Refusal
{
    private Refusal()
    {
    }

    /// <summary>How it is reported.</summary>
    internal abstract RefusalEntry Entry { get; }

    /// <summary>Input that breaks rules, with every violation.</summary>
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

    /// <summary>A wrong password or an unknown address, which are deliberately not distinguished (ASVS 5.0, 6.3.8).</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.InvalidCredentials")]
    public sealed record InvalidCredentials : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.InvalidCredentials;
    }

    /// <summary>The member waits for approval. At login, only somebody with the right password learns this.</summary>
    /// <param name="Application">Shows the applicant how their application stands; null where nobody is told.</param>
    [GenerateSerializer, Immutable, Alias("members.Refusal.PendingApproval")]
    public sealed record PendingApproval(OpaqueToken? Application = null) : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.PendingApproval(Application);
    }

    /// <summary>The member is blocked. Why and until when they learn if whoever blocked them wished so.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Until">When the block ends by itself.</param>
    [GenerateSerializer, Immutable, Alias("members.Refusal.MemberBlocked")]
    public sealed record MemberBlocked(string? Reason = null, DateTimeOffset? Until = null) : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.MemberBlocked(Reason, Until);
    }

    /// <summary>The application was rejected. At login, only somebody with the right password learns this.</summary>
    /// <param name="Reason">What the applicant is told.</param>
    /// <param name="At">When it was rejected.</param>
    /// <param name="Again">From when on the applicant may apply again; null for never.</param>
    /// <param name="Application">Shows the applicant how their application stands; null where nobody is told.</param>
    [GenerateSerializer, Immutable, Alias("members.Refusal.ApplicationRejected")]
    public sealed record ApplicationRejected(
        string? Reason, DateTimeOffset? At, DateTimeOffset? Again = null, OpaqueToken? Application = null) : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.ApplicationRejected(Reason, At, Again, Application);
    }

    /// <summary>Nobody can sign up at the site now.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.SignupClosed")]
    public sealed record SignupClosed : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.SignupClosed;
    }

    /// <summary>Only who has an invitation can sign up.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.InvitationRequired")]
    public sealed record InvitationRequired : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.InvitationRequired;
    }

    /// <summary>The invitation cannot be used.</summary>
    /// <param name="Reason">Why.</param>
    [GenerateSerializer, Immutable, Alias("members.Refusal.InvitationInvalid")]
    public sealed record InvitationInvalid(InvitationFailure Reason) : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.InvitationInvalid(Reason);
    }

    /// <summary>A rule of the site turns whoever signs up away. Nothing is kept.</summary>
    /// <param name="Text">What the site says about it.</param>
    [GenerateSerializer, Immutable, Alias("members.Refusal.SignupRefused")]
    public sealed record SignupRefused(string? Text) : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.SignupRefused(Text);
    }

    /// <summary>Somebody else looks after the application just now.</summary>
    /// <param name="By">Who.</param>
    /// <param name="Until">Until when.</param>
    [GenerateSerializer, Immutable, Alias("members.Refusal.AlreadyClaimed")]
    public sealed record AlreadyClaimed(Actor By, DateTimeOffset Until) : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.AlreadyClaimed(By);
    }

    /// <summary>Somebody else has decided on the application, or the decider had another one before them. Nothing was done.</summary>
    /// <param name="Status">The member's status.</param>
    /// <param name="Decision">The decision that stands; null when there is none.</param>
    [GenerateSerializer, Immutable, Alias("members.Refusal.AlreadyDecided")]
    public sealed record AlreadyDecided(MemberStatus Status, ApplicationDecision? Decision) : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.AlreadyDecided(Status, Decision);
    }

    /// <summary>The time in which the decision could be taken back is over.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.UndoOver")]
    public sealed record UndoOver : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.UndoOver;
    }

    /// <summary>Nobody else is an active owner: without one, nobody could give roles.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.LastOwner")]
    public sealed record LastOwner : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.LastOwner;
    }

    /// <summary>The member themself asked for something that only others may decide about them.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.AboutOneself")]
    public sealed record AboutOneself : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.AboutOneself;
    }

    /// <summary>There is no such member.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.MemberNotFound")]
    public sealed record MemberNotFound : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.MemberNotFound;
    }

    /// <summary>Another member holds the address.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.EmailTaken")]
    public sealed record EmailTaken : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.EmailTaken;
    }

    /// <summary>A token that is not valid, or no longer valid.</summary>
    /// <param name="Fate">What became of the token. It is unknown unless the real token was presented.</param>
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

    /// <summary>A token that has expired.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.TokenExpired")]
    public sealed record TokenExpired : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.TokenExpired;
    }

    /// <summary>There is no such session, or it has ended.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.Unauthenticated")]
    public sealed record Unauthenticated : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.Unauthenticated;
    }

    /// <summary>A limit was reached, and nothing was done.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.TooManyRequests")]
    public sealed record TooManyRequests(TimeSpan RetryAfter) : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.TooManyRequests(RetryAfter);
    }

    /// <summary>A code was mailed to the address, and the call must be repeated with it. Nothing else was done.</summary>
    /// <param name="Verification">The token that is sent back together with the code.</param>
    [GenerateSerializer, Immutable, Alias("members.Refusal.EmailVerificationRequired")]
    public sealed record EmailVerificationRequired(OpaqueToken Verification) : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.EmailVerificationRequired(Verification);
    }

    /// <summary>The e-mail code was wrong.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.EmailVerificationFailed")]
    public sealed record EmailVerificationFailed(VerificationFailure Reason) : Refusal
    {
        internal override RefusalEntry Entry => Reason switch
        {
            VerificationFailure.BadCode => RefusalCatalog.EmailCodeWrong,
            VerificationFailure.NotFound => RefusalCatalog.EmailVerificationNotFound,
        };
    }

    /// <summary>The queue for password hashing is full, and nothing was done.</summary>
    [GenerateSerializer, Immutable, Alias("members.Refusal.Overloaded")]
    public sealed record Overloaded(TimeSpan RetryAfter) : Refusal
    {
        internal override RefusalEntry Entry => RefusalCatalog.Overloaded(RetryAfter);
    }
}

using System.Diagnostics.Metrics;
using Members.Accounts;
using Members.Audit;
using Members.Outcomes;
using Members.Telemetry;

namespace Members.Grains.Registration;

/// <summary>Counts registrations by their outcome; where addresses are verified, each of the two calls of one.</summary>
internal sealed class RegistrationMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Members.Registration";

    private readonly OutcomeCounter _attempts;

    public RegistrationMetrics(IMeterFactory meters) => _attempts = new OutcomeCounter(
        meters.Create(Name),
        "members.registration.attempts",
        "{attempt}",
        "Registrations by visitors",
        [
            AuditResult.Success,
            AuditResult.Unknown,
            OutcomeCounter.Canceled,
            ApiError.EmailAlreadyExists.Name,
            ApiError.EmailVerificationRequired.Name,
            ApiError.EmailVerificationFailed.Name,
            ApiError.ValidationFailed.Name,
            ApiError.SignupClosed.Name,
            ApiError.SignupRefused.Name,
            ApiError.InvitationRequired.Name,
            ApiError.InvitationInvalid.Name,
            ApiError.TooManyRequests.Name,
            ApiError.Overloaded.Name,
        ]);

    public Task<Outcome<Registered>> Count(Task<Outcome<Registered>> registration) => _attempts.Count(registration);
}

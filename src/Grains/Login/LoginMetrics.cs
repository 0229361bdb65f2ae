using System.Diagnostics.Metrics;
using Members.Accounts;
using Members.Audit;
using Members.Outcomes;
using Members.Telemetry;

namespace Members.Grains.Login;

/// <summary>Counts logins with a password by their outcome.</summary>
internal sealed class LoginMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Members.Login";

    private readonly OutcomeCounter _attempts;

    public LoginMetrics(IMeterFactory meters) => _attempts = new OutcomeCounter(
        meters.Create(Name),
        "members.login.attempts",
        "{attempt}",
        "Logins with a password",
        [
            AuditResult.Success,
            AuditResult.Unknown,
            OutcomeCounter.Canceled,
            ApiError.InvalidCredentials.Name,
            ApiError.MemberBlocked.Name,
            ApiError.PendingApproval.Name,
            ApiError.TooManyRequests.Name,
            ApiError.Overloaded.Name,
        ]);

    public Task<Outcome<LoggedIn>> Count(Task<Outcome<LoggedIn>> login) => _attempts.Count(login);
}

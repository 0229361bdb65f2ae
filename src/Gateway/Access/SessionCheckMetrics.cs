using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Members.Audit;
using Members.Outcomes;
using Members.Sessions;
using Members.Telemetry;

namespace Members.Gateway.Access;

/// <summary>Counts session checks by their outcome, whoever asks for one.</summary>
internal sealed class SessionCheckMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Members.Sessions";

    private readonly Tally _good, _notGood, _failed;

    public SessionCheckMetrics(IMeterFactory meters)
    {
        var checks = new OutcomeCounter(
            meters.Create(Name),
            "members.session.checks",
            "{check}",
            "Checks of session and access tokens",
            [AuditResult.Success, ApiError.Unauthenticated.Name, AuditResult.Unknown]);
        _good = checks.Of(AuditResult.Success);
        _notGood = checks.Of(ApiError.Unauthenticated.Name);
        _failed = checks.Of(AuditResult.Unknown);
    }

    /// <summary>Counts a check. It allocates nothing, since there are many thousands a second.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<LiveSession?> Count(ValueTask<LiveSession?> check)
    {
        var tally = _failed;
        try
        {
            var session = await check;
            tally = session is null ? _notGood : _good;
            return session;
        }
        finally
        {
            tally.Add();
        }
    }
}

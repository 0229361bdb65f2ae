using System.Diagnostics.Metrics;
using Members.Audit;
using Members.Telemetry;

namespace Members.Leases;

/// <summary>Whether this process may answer from memory, and what has happened to its right to do so (docs/adr/0007).</summary>
internal sealed class LeaseMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Members.Leases";

    private readonly Tally _renewed, _failed, _breaks, _revoked, _othersRevoked;

    public LeaseMetrics(IMeterFactory meters, ILease lease)
    {
        var meter = meters.Create(Name);
        var renewals = new OutcomeCounter(
            meter, "members.lease.renewals", "{renewal}", "Renewals of the lease", [AuditResult.Success, AuditResult.Unknown]);
        (_renewed, _failed) = (renewals.Of(AuditResult.Success), renewals.Of(AuditResult.Unknown));
        _breaks = Count(meter, "members.lease.breaks", "{break}", "Times that the lease had ended by itself before it was renewed");
        _revoked = Count(meter, "members.lease.revocations", "{revocation}", "Times that another process revoked the lease of this one");
        _othersRevoked = Count(
            meter, "members.lease.unconfirmed", "{notice}", "Notices that another process did not confirm, so that its lease was revoked");
        meter.CreateObservableUpDownCounter(
            "members.lease.held", () => lease.IsHeld ? 1 : 0, "{lease}", "1 while this process may answer from memory, else 0");
    }

    /// <summary>The lease was renewed.</summary>
    public void Renewed(LeaseRenewal found)
    {
        _renewed.Add();
        (found switch
        {
            LeaseRenewal.Broken => _breaks,
            LeaseRenewal.Revoked => _revoked,
            LeaseRenewal.First or LeaseRenewal.Kept or LeaseRenewal.Overtaken => null,
        })?.Add();
    }

    /// <summary>The lease could not be renewed, or no longer may be.</summary>
    public void NotRenewed() => _failed.Add();

    /// <summary>Another process did not confirm a notice.</summary>
    public void Unconfirmed() => _othersRevoked.Add();

    private static Tally Count(Meter meter, string name, string unit, string description)
    {
        var tally = new Tally([]);
        meter.CreateObservableCounter(name, () => tally.Read(), unit, description);
        return tally;
    }
}

using Members.Audit;
using Members.Clustering;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Mail;
using Members.Watch;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime.Services;
using Orleans.Services;

namespace Members.Grains.Watch;

/// <summary>Tells, in each silo, what that silo alone knows.</summary>
[Alias("members.IWatchService")]
internal interface IWatchService : IGrainService
{
    /// <summary>How the silo is doing.</summary>
    [Alias("Report"), AlwaysInterleave]
    Task<SiloReport> Report();

    /// <summary>Its last attempts at mails that failed.</summary>
    [Alias("MailFailures"), AlwaysInterleave]
    Task<MailFailures> MailFailures();

    /// <summary>Its newest security events.</summary>
    [Alias("Events"), AlwaysInterleave]
    Task<SecurityEvents> Events(SecurityQuery query);
}

/// <inheritdoc cref="IWatchService"/>
internal sealed class WatchService(
    GrainId id,
    Orleans.Runtime.Silo silo,
    ILoggerFactory loggers,
    ILocalSiloDetails self,
    HashPressure hashing,
    FailedMails mails,
    AuditLog audit,
    TimeProvider clock)
    : GrainService(id, silo, loggers), IWatchService
{
    private readonly DateTimeOffset _started = clock.GetUtcNow();

    /// <inheritdoc/>
    public Task<SiloReport> Report() => Task.FromResult(new SiloReport(
        self.SiloAddress.ToParsableString(),
        MembersCluster.Version,
        hashing.Waiting,
        hashing.Capacity,
        hashing.RefusedInHour(TimeProvider.System.GetUtcNow()), // as the hashing itself reads it
        mails.InHour(clock.GetUtcNow())));

    /// <inheritdoc/>
    public Task<MailFailures> MailFailures() => Task.FromResult(
        new MailFailures([.. mails.Newest()], mails.InHour(clock.GetUtcNow()), []));

    /// <inheritdoc/>
    public Task<SecurityEvents> Events(SecurityQuery query) => Task.FromResult(audit.Recent.Read(query, _started));
}

/// <summary>Calls the <see cref="IWatchService"/> of a given silo.</summary>
internal sealed class WatchClient(IServiceProvider services) : GrainServiceClient<IWatchService>(services)
{
    public IWatchService At(SiloAddress silo) => GetGrainService(silo);
}

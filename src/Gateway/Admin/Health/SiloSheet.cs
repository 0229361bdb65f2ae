using Members.Watch;

namespace Members.Gateway.Admin.Health;

/// <summary>A silo, as the cluster knows it.</summary>
/// <param name="Address">Its address and generation.</param>
/// <param name="Host">The machine.</param>
/// <param name="Runs">Whether it runs.</param>
/// <param name="Status">Its status, as Orleans calls it.</param>
/// <param name="Since">When it started.</param>
internal sealed record SiloSheet(string Address, string Host, bool Runs, string Status, DateTimeOffset Since)
{
    // Of silos that are gone the last few are enough; the cluster keeps them for days.
    private const int MostGone = 10;

    /// <summary>How many grains it holds; null when it did not say.</summary>
    public int? Activations { get; init; }

    /// <summary>The share of the processors that it uses, in percent.</summary>
    public double? Cpu { get; init; }

    /// <summary>The memory that it uses, in bytes.</summary>
    public long? Memory { get; init; }

    /// <summary>Whether it refuses work because it has too much.</summary>
    public bool IsOverloaded { get; init; }

    /// <summary>The version of Members that it runs; null when it did not say.</summary>
    public string? Version => Report?.Version;

    /// <summary>What it tells of itself; null when it did not answer.</summary>
    public SiloReport? Report { get; init; }

    /// <summary>The silos of the cluster, those that run first.</summary>
    /// <param name="grains">Where to ask.</param>
    /// <param name="reports">What they tell of themselves.</param>
    public static async Task<IReadOnlyList<SiloSheet>> All(IGrainFactory grains, IReadOnlyList<SiloReport> reports)
    {
        var hosts = await grains.GetGrain<IManagementGrain>(0).GetDetailedHosts(onlyActive: false);
        var running = hosts.Where(h => h.Status == SiloStatus.Active).ToArray();
        var sheets = await Task.WhenAll(running.Select(host => Asked(host, grains)));
        return
        [
            .. sheets.Select(s => s with { Report = reports.FirstOrDefault(r => r.Silo == s.Address) })
                .OrderBy(s => s.Address, StringComparer.Ordinal),
            .. hosts.Except(running).OrderByDescending(h => h.StartTime).Take(MostGone).Select(Of),
        ];
    }

    /// <summary>The silos that were there within some time and are not any more, nor another one in their place.</summary>
    public static IReadOnlyList<string> Left(IReadOnlyList<MembershipEntry> hosts, DateTimeOffset since) =>
    [
        .. hosts.Where(h => h.Status == SiloStatus.Dead && h.IAmAliveTime >= since.UtcDateTime)
            .Where(gone => !hosts.Any(h => h.Status == SiloStatus.Active && h.SiloAddress.Endpoint.Equals(gone.SiloAddress.Endpoint)))
            .Select(h => h.SiloAddress.ToParsableString()).Order(StringComparer.Ordinal),
    ];

    // Each by itself: one that does not answer takes nothing away from the others.
    private static async Task<SiloSheet> Asked(MembershipEntry host, IGrainFactory grains)
    {
        var numbers = await SiloAnswers.Answer(() => grains.GetGrain<IManagementGrain>(0).GetRuntimeStatistics([host.SiloAddress]));
        return numbers is not [var its]
            ? Of(host)
            : Of(host) with
            {
                Activations = its.ActivationCount,
                Cpu = its.EnvironmentStatistics.FilteredCpuUsagePercentage,
                Memory = its.EnvironmentStatistics.RawMemoryUsageBytes,
                IsOverloaded = its.IsOverloaded,
            };
    }

    private static SiloSheet Of(MembershipEntry host) => new(
        host.SiloAddress.ToParsableString(),
        host.HostName ?? "",
        host.Status == SiloStatus.Active,
        host.Status.ToString(),
        new DateTimeOffset(DateTime.SpecifyKind(host.StartTime, DateTimeKind.Utc)));
}

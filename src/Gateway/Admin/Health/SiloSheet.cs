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

    /// <summary>The silos of the cluster, those that run first.</summary>
    public static async Task<IReadOnlyList<SiloSheet>> All(IGrainFactory grains)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var hosts = await management.GetDetailedHosts(onlyActive: false);
        var running = hosts.Where(h => h.Status == SiloStatus.Active).ToArray();
        var statistics = await management.GetRuntimeStatistics([.. running.Select(h => h.SiloAddress)]);
        return
        [
            .. running.Zip(statistics, (host, numbers) => Of(host) with
            {
                Activations = numbers.ActivationCount,
                Cpu = numbers.EnvironmentStatistics.FilteredCpuUsagePercentage,
                Memory = numbers.EnvironmentStatistics.RawMemoryUsageBytes,
                IsOverloaded = numbers.IsOverloaded,
            }).OrderBy(s => s.Address, StringComparer.Ordinal),
            .. hosts.Except(running).OrderByDescending(h => h.StartTime).Take(MostGone).Select(Of),
        ];
    }

    private static SiloSheet Of(MembershipEntry host) => new(
        host.SiloAddress.ToParsableString(),
        host.HostName ?? "",
        host.Status == SiloStatus.Active,
        host.Status.ToString(),
        new DateTimeOffset(DateTime.SpecifyKind(host.StartTime, DateTimeKind.Utc)));
}

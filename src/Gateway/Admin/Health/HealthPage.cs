using System.Diagnostics;
using System.Reflection;
using Members.Directory;
using Members.Gateway.Admission;
using Members.Gateway.Pages;
using Members.Staff;
using Members.Watch;

namespace Members.Gateway.Admin.Health;

/// <summary>How the site runs: its silos, its store and this process.</summary>
/// <param name="Version">The version of the program that answers.</param>
/// <param name="StoreTime">How long the store took to answer.</param>
/// <param name="Silos">The silos, those that run first.</param>
/// <param name="LacksApprover">Whether nobody decides on those who wait.</param>
internal sealed record HealthPage(string Version, TimeSpan StoreTime, IReadOnlyList<SiloSheet> Silos, bool LacksApprover)
{
    /// <summary>What the database holds; null when no silo could be asked.</summary>
    public StoreFigures? Figures { get; init; }

    /// <summary>The silos that did not tell how they are doing; null when none could be asked.</summary>
    public IReadOnlyList<string>? Silent { get; init; }

    /// <summary>Since when this process runs.</summary>
    public DateTimeOffset Since { get; } = new(Process.GetCurrentProcess().StartTime);

    /// <summary>The memory that this process uses, in bytes.</summary>
    public long Memory { get; } = Environment.WorkingSet;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapStaffPages(StaffRoles.Owner).MapGet("/admin/system", Show);

    private static async Task<IResult> Show(IGrainFactory grains)
    {
        var asked = TimeProvider.System.GetTimestamp();
        await grains.GetGrain<IDirectoryGrain>(0).Probe();
        var took = TimeProvider.System.GetElapsedTime(asked);
        var version = typeof(HealthPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var store = grains.StoreFigures();
        var reports = await grains.Watch(w => w.Silos());
        var silos = await SiloSheet.All(grains, reports?.Reports ?? []);
        return new Page<HealthView, HealthPage>(
            new HealthPage(version, took, silos, (await QueueEndpoints.Queue(grains).Summary()).LacksApprover)
            {
                Figures = await store,
                Silent = reports?.Silent,
            });
    }
}

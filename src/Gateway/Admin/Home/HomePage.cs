using Members.Admission;
using Members.Gateway.Admission;
using Members.Gateway.Pages;
using Members.Staff;

namespace Members.Gateway.Admin.Home;

/// <summary>What staff see first: what waits for them.</summary>
/// <param name="Queue">What the queue holds.</param>
internal sealed record HomePage(QueueSummary Queue)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapStaffPages(StaffRoleSet.All).MapGet("/admin", Show);

    private static async Task<IResult> Show(IGrainFactory grains) =>
        new Page<HomeView, HomePage>(new HomePage(await QueueEndpoints.Queue(grains).Summary()));
}

using Members.Admission;
using Members.Gateway.Access;
using Members.Gateway.Admission;
using Members.Gateway.Pages;
using Members.Staff;

namespace Members.Gateway.Admin.Home;

/// <summary>What staff see first: what waits for them, and what is still to be set up.</summary>
/// <param name="Queue">What the queue holds.</param>
internal sealed record HomePage(QueueSummary Queue)
{
    /// <summary>What is to be set up; null for those who set up nothing.</summary>
    public Checklist? Checklist { get; init; }

    /// <summary>What is wrong just now; nothing for those who could not look into it.</summary>
    public IReadOnlyList<Trouble> Troubles { get; init; } = [];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapStaffPages(StaffRoleSet.All).MapGet("/admin", Show);

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains, Checklists checklists)
    {
        var isForOwners = Caller.Of(context) is Caller.Member { Roles: var roles }
            && StaffRights.Allow(roles, StaffRoles.Owner, reads: true);
        var (counting, reading) = (QueueEndpoints.Queue(grains).Summary(), isForOwners ? checklists.Read() : null);
        var troubles = isForOwners ? Trouble.Now(grains) : null;
        return new Page<HomeView, HomePage>(new HomePage(await counting)
        {
            Checklist = reading is null ? null : await reading,
            Troubles = troubles is null ? [] : await troubles,
        });
    }
}

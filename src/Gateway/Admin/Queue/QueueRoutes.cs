using Members.Gateway.Pages;
using Members.Staff;

namespace Members.Gateway.Admin.Queue;

/// <summary>The pages of the queue.</summary>
internal static class QueueRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapStaffPages(StaffRoles.Approver);
        group.MapGet("/admin/queue", QueuePage.Show);
        group.MapGet("/admin/queue/bulk", BulkPage.Show);
        group.MapPost("/admin/queue/bulk", BulkPage.Decide);
        group.MapGet("/admin/queue/{id:guid}", OneApplication.Show);
        group.MapPost("/admin/queue/{id:guid}", ApplicationActs.Run);
    }
}

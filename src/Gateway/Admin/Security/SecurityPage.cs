using Members.Audit;
using Members.Directory;
using Members.Emails;
using Members.Gateway.Pages;
using Members.Staff;

namespace Members.Gateway.Admin.Security;

/// <summary>The security events of the site, as far as its processes remember them (docs/adr/0017).</summary>
/// <param name="Filter">Which are shown.</param>
/// <param name="Events">The events, the newest first.</param>
/// <param name="Next">The view that goes on where this ends; null on the last page.</param>
internal sealed record SecurityPage(SecurityFilter Filter, IReadOnlyList<SecurityEvent> Events, SecurityFilter? Next)
{
    /// <summary>From when on none is missing; null when no silo could be asked.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The silos that did not answer; null when none could be asked.</summary>
    public IReadOnlyList<string>? Silent { get; init; } = [];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapStaffPages(StaffRoles.Owner).MapGet("/admin/security", Show);

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains, AuditLog own, TimeProvider clock)
    {
        var filter = SecurityFilter.Of(context.Request.Query);
        if (filter.IsNetworkWrong)
        {
            return new Page<SecurityView, SecurityPage>(new SecurityPage(filter, [], null), StatusCodes.Status400BadRequest);
        }

        var query = filter.Query(await MemberOf(filter.Who, grains), clock.GetUtcNow());
        var found = await grains.Watch(w => w.Events(query));
        var (events, next) = filter.Page(query.Newest([.. found?.Events ?? [], .. OwnEvents(context, own, query)]));
        return new Page<SecurityView, SecurityPage>(new SecurityPage(filter, events, next)
        {
            Since = found?.Since,
            Silent = found?.Silent,
        });
    }

    // What this process has refused before it asked a silo. In a silo's process both have one log.
    private static IEnumerable<SecurityEvent> OwnEvents(HttpContext context, AuditLog own, SecurityQuery query) =>
        context.RequestServices.GetService<ILocalSiloDetails>() is null
            ? own.Recent.Read(query, DateTimeOffset.MinValue).Events
            : [];

    private static async Task<Guid?> MemberOf(string who, IGrainFactory grains)
    {
        if (!EmailAddress.TryParse(who, out var email))
        {
            return null;
        }

        var page = await grains.GetGrain<IDirectoryGrain>(0).ListMembers(new MemberQuery(null, email.Canonical, false, 1, null));
        return page.Members is [var member, ..] ? member.Id : null;
    }
}

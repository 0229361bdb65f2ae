using Members.Clustering;
using Members.Emails;
using Members.Gateway.Json;
using Members.Gateway.Pages;
using Members.Outcomes;
using Members.Staff;

namespace Members.Gateway.Admin.Team;

/// <summary>Who has which roles, and the forms that give and take them.</summary>
/// <param name="People">The staff.</param>
internal sealed record TeamPage(IReadOnlyList<StaffPerson> People)
{
    private const string Path = "/admin/staff";

    private static readonly StaffRoles[] Each = [StaffRoles.Owner, StaffRoles.Approver, StaffRoles.Helpdesk, StaffRoles.Auditor];

    /// <summary>The address that was typed to appoint somebody.</summary>
    public string Email { get; init; } = "";

    /// <summary>The roles that were ticked for them.</summary>
    public StaffRoles Ticked { get; init; }

    /// <summary>Whether the address is no member's.</summary>
    public bool IsNobody { get; init; }

    /// <summary>Why the last change was refused; null when it was not.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Whether a change was made just now.</summary>
    public bool IsChanged { get; init; }

    /// <summary>The roles, one by one.</summary>
    public static IReadOnlyList<StaffRoles> Roles => Each;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapStaffPages(StaffRoles.Owner);
        group.MapGet(Path, Show);
        group.MapPost(Path, Appoint);
        group.MapPost(Path + "/{id}", Change);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains) =>
        (await Read(grains) with { IsChanged = context.Request.Query.ContainsKey("changed") }).Page();

    private static async Task<IResult> Appoint(HttpContext context, IGrainFactory grains)
    {
        var form = context.Request.Form;
        var page = await Read(grains) with { Email = form.Line("email"), Ticked = RolesOf(form) };
        var found = EmailAddress.TryParse(page.Email, out var email) ? await grains.GetMembers().FindId(email) : null;
        if (found is not { } member)
        {
            return (page with { IsNobody = true }).Page();
        }

        // Nobody loses a role by being appointed once more.
        var had = page.People.FirstOrDefault(p => p.Id == member)?.Roles ?? StaffRoles.None;
        var assigned = await grains.Staff().Assign(member, had | page.Ticked);
        return assigned.Succeeded ? new SeeOther("staff?changed") : (page with { Refusal = assigned.Refusal }).Page();
    }

    private static async Task<IResult> Change(string id, HttpContext context, IGrainFactory grains)
    {
        if (!Ids.TryParse(id, out var member))
        {
            return TypedResults.NotFound();
        }

        var roles = RolesOf(context.Request.Form);
        var refusal = roles == StaffRoles.None
            ? (await grains.Staff().Remove(member)).Refusal
            : (await grains.Staff().Assign(member, roles)).Refusal;
        return refusal is null ? new SeeOther("../staff?changed") : (await Read(grains) with { Refusal = refusal }).Page();
    }

    private static StaffRoles RolesOf(IFormCollection form) =>
        Gateway.Staff.StaffNames.Table.TryParse([.. form["role"]]) ?? StaffRoles.None;

    private static async Task<TeamPage> Read(IGrainFactory grains) => new((await grains.Staff().List()).People);

    private IResult Page() => new Page<TeamView, TeamPage>(this, IsNobody ? 400 : Refusal?.Entry.Api.Error.Status ?? 200);
}

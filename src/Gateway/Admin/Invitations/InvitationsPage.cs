using Members.Admission;
using Members.Directory;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Directory;
using Members.Gateway.Invitations;
using Members.Gateway.Json;
using Members.Gateway.OAuth;
using Members.Gateway.Pages;
using Members.Invitations;
using Members.Outcomes;
using Members.Staff;

namespace Members.Gateway.Admin.Invitations;

/// <summary>Making, listing and withdrawing invitations.</summary>
/// <param name="Listed">A page of the list, newest first.</param>
/// <param name="Form">What was typed.</param>
internal sealed record InvitationsPage(InvitationPage Listed, InvitationForm Form)
{
    private const string Path = "/admin/invitations";
    private const int Size = 50;

    /// <summary>Whether this is not the beginning of the list.</summary>
    public bool IsFurther { get; init; }

    /// <summary>Whether the viewer may make and withdraw them.</summary>
    public bool MayChange { get; init; }

    /// <summary>The invitation that was withdrawn last; null for none.</summary>
    public Guid? Withdrawn { get; init; }

    /// <summary>Why none were made; null before anybody has tried.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Whether the sender has made others since the form was opened, perhaps by the same form.</summary>
    public bool IsRepeated { get; init; }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapStaffPages(StaffRoles.Approver);
        group.MapGet(Path, Show);
        group.MapPost(Path, Create);
        group.MapPost(Path + "/{id:guid}/withdraw", Withdraw);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains)
    {
        var cursor = context.Request.Query["cursor"].ToString();
        PageMark? after = null;
        var isWrong = cursor.Length > 0 && !Cursor.TryParse(cursor, out after);
        var page = await Read(new InvitationForm(), context, grains, after);
        return (page with
        {
            IsFurther = after is not null,
            Withdrawn = Ids.TryParse(context.Request.Query["withdrawn"], out var id) ? id : null,
        }).Shown(isWrong ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains, PublicAddress site)
    {
        var form = InvitationForm.Of(context.Request.Form);
        var (reader, page) = (new RequestReader(), await Read(form, context, grains));
        var command = InvitationEndpoints.Read(form.Request(reader), reader);
        if (!reader.Succeeded)
        {
            return (page with { Refusal = reader.Refusal }).Shown(StatusCodes.Status400BadRequest);
        }

        // The codes are shown once, so that the form leads to no page that could be opened again. Who sends it twice is asked.
        if (page.Newest is { Length: > 0 } newest && newest != form.Before)
        {
            return (page with { IsRepeated = true }).Shown(StatusCodes.Status409Conflict);
        }

        var outcome = await grains.GetGrain<IInvitationsGrain>(0).Create(command);
        return outcome.Succeeded
            ? new Page<MadeView, MadeInvitations>(new MadeInvitations(
                outcome.Value.Invitations, i => InvitationEndpoints.LinkOf(i.Code.Reveal(), site.Of(context.Request)), form.Send))
            : (page with { Refusal = outcome.Refusal }).Shown(outcome.Refusal.Entry.Api.Error.Status);
    }

    private static async Task<IResult> Withdraw(Guid id, IGrainFactory grains)
    {
        await grains.GetGrain<IInvitationsGrain>(0).Revoke(id);
        return new SeeOther($"../../invitations?withdrawn={id}");
    }

    private static async Task<InvitationsPage> Read(
        InvitationForm form, HttpContext context, IGrainFactory grains, PageMark? after = null) =>
        new(await grains.GetGrain<IInvitationsGrain>(0).List(Size, after), form)
        {
            Viewer = Caller.SessionOf(context).Member.Id,
            MayChange = Caller.Of(context) is Caller.Member { Roles: var roles }
                && StaffRights.Allow(roles, StaffRoles.Approver, reads: false),
        };

    /// <summary>Who looks at the page.</summary>
    public Guid Viewer { get; init; }

    /// <summary>The viewer's newest invitation of the list; empty without one.</summary>
    public string Newest => Listed.Invitations.FirstOrDefault(
        i => i.By.Kind == ActorKind.Member && i.By.Id == Viewer.ToString())?.Id.ToString() ?? "";

    private Page<InvitationsView, InvitationsPage> Shown(int status) => new(this, status) { RetryAfter = Refusal?.Entry.RetryAfter };
}

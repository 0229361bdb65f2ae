using System.Collections.Immutable;
using Members.Clustering;
using Members.Gateway.Admin.Drafts;
using Members.Gateway.Pages;
using Members.Gateway.Settings;
using Members.Settings;
using Members.SignUp;
using Members.Staff;

namespace Members.Gateway.Admin.Doors;

/// <summary>Who may sign up, and the rules of who gets in.</summary>
/// <param name="Mode">The door now.</param>
/// <param name="Coming">The change of it that is to come.</param>
/// <param name="Rules">The rules, in their order.</param>
internal sealed record DoorsPage(SignupMode Mode, SignupChange? Coming, ImmutableArray<AdmissionRule> Rules)
{
    /// <summary>The door that was chosen.</summary>
    public string? Chosen { get; init; }

    /// <summary>The door that is to come, as chosen.</summary>
    public string? Planned { get; init; }

    /// <summary>When it is to come, as typed.</summary>
    public string? At { get; init; }

    /// <summary>What is wrong with what was typed.</summary>
    public DraftFaults Faults { get; init; } = DraftFaults.None;

    /// <summary>What a form of the door carries, so that it changes nothing that its sender has not seen.</summary>
    public string Seen => FormattableString.Invariant($"{SettingWords.Of(Mode)} {Coming?.Mode} {Coming?.At:O}");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapStaffPages(StaffRoles.Approver).MapGet("/admin/doors", Show);
        routes.MapStaffPages(StaffRoles.Owner).MapPost("/admin/doors", Change);
    }

    private static async Task<IResult> Show(IGrainFactory grains, TimeProvider clock) => (await Read(grains, clock)).Page();

    private static async Task<IResult> Change(HttpContext context, IGrainFactory grains, TimeProvider clock)
    {
        var form = context.Request.Form;
        var typed = (await Read(grains, clock)) with
        {
            Chosen = form.Line("mode"),
            Planned = form.Line("planned"),
            At = form.Line("at"),
        };
        if (form["seen"] != typed.Seen)
        {
            return (typed with { Faults = new([new("", DraftFaults.ChangedMeanwhile, "")]) }).Page();
        }

        var body = form["act"] == "plan"
            ? new SettingsBody(SignupChange: new(typed.Planned, DoorTime.Parse(typed.At)))
            : new SettingsBody(SignupMode: typed.Chosen);
        var change = body.Read();
        var outcome = change.Succeeded ? await grains.SiteSettings().Change(change.Value) : change.Refusal;
        return outcome.Succeeded ? new SeeOther("doors?done=door") : (typed with { Faults = DraftFaults.Of(outcome.Refusal) }).Page();
    }

    private static async Task<DoorsPage> Read(IGrainFactory grains, TimeProvider clock)
    {
        var (settings, now) = (grains.SiteSettings(), clock.GetUtcNow());
        var (policy, terms) = (await settings.SignupPolicy(), await settings.SignupTerms());
        return new(policy.ModeAt(now), policy.Change is { } coming && now < coming.At ? coming : null, terms.Rules);
    }

    private Page<DoorsView, DoorsPage> Page() => new(this, Faults.Status);
}

using Members.Admission;
using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Admin.Drafts;
using Members.Gateway.Admission;
using Members.Gateway.Pages;
using Members.Gateway.SignUp;
using Members.Outcomes;
using Members.Settings;
using Members.SignUp;
using Members.Staff;

namespace Members.Gateway.Admin.Doors;

/// <summary>The admission rules to be changed: a draft, which nobody else sees before it is saved.</summary>
/// <param name="Rules">The rules, in their order.</param>
/// <param name="Read">Which form and rules the draft was made of.</param>
/// <param name="Fields">The fields of the sign-up form, which rules may ask for.</param>
internal sealed record RulesPage(IReadOnlyList<RuleDraft> Rules, string Read, IReadOnlyList<FormField> Fields)
{
    private const string Path = "/admin/doors/rules";

    /// <summary>What is wrong with the draft.</summary>
    public DraftFaults Faults { get; init; } = DraftFaults.None;

    /// <summary>What would have become of the last applications; null before it was asked.</summary>
    public RuleTrial? Trial { get; init; }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapStaffPages(StaffRoles.Owner);
        group.MapGet(Path, Show);
        group.MapPost(Path, Act).WithMetadata(LargeForm.Instance);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains)
    {
        if (Caller.Of(context) is Caller.Member { Roles: var roles } && !roles.HasFlag(StaffRoles.Owner))
        {
            return new SeeOther("../doors"); // which shows auditors the rules
        }

        var settings = grains.SiteSettings();
        var (policy, terms) = (await settings.SignupPolicy(), await settings.SignupTerms());
        return new RulesPage([.. terms.Rules.Select(RuleDraft.Of)], $"{policy.Terms}", terms.Form.Fields).Page();
    }

    private static async Task<IResult> Act(HttpContext context, IGrainFactory grains)
    {
        var (form, act) = (context.Request.Form, DraftAct.Of(context.Request.Form));
        var typed = Enumerable.Range(0, DraftAct.Count(form, "rules")).Select(i => RuleDraft.Read(form, $"r{i}")).ToArray();
        var terms = await grains.SiteSettings().SignupTerms();
        var page = new RulesPage(act.On(typed), form.Line("read"), terms.Form.Fields);
        return act.Word switch
        {
            DraftAct.Add => (page with { Rules = [.. page.Rules, new RuleDraft()] }).Page(),
            DraftAct.Try => await page.Try(grains),
            DraftAct.Save => await page.Save(grains),
            _ => page.Page(),
        };
    }

    private async Task<IResult> Try(IGrainFactory grains)
    {
        var rules = Parse();
        var outcome = rules.Succeeded ? await QueueEndpoints.Queue(grains).TryRules(rules.Value.Rules) : rules.Refusal;
        return (outcome.Succeeded ? this with { Trial = outcome.Value } : this with { Faults = DraftFaults.Of(outcome.Refusal) }).Page();
    }

    private async Task<IResult> Save(IGrainFactory grains)
    {
        var rules = Parse();
        var outcome = rules.Succeeded
            ? await grains.SiteSettings().ReplaceRulesAsRead(Guid.TryParse(Read, out var read) ? read : null, rules.Value.Rules)
            : rules.Refusal;
        return outcome.Succeeded ? new SeeOther("../doors?done=rules") : (this with { Faults = DraftFaults.Of(outcome.Refusal) }).Page();
    }

    private Outcome<AdmissionRuleset> Parse() => RuleEndpoints.Read(new RulesRequest([.. Rules.Select(r => r.Body())]));

    private Page<RulesView, RulesPage> Page() => new(this, Faults.Status);
}

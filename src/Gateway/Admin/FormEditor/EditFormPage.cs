using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Admin.Drafts;
using Members.Gateway.Pages;
using Members.Gateway.SignUp;
using Members.Outcomes;
using Members.SignUp;
using Members.Staff;

namespace Members.Gateway.Admin.FormEditor;

/// <summary>The sign-up form to be changed: a draft, which nobody else sees before it is saved.</summary>
/// <param name="Fields">The fields, in the order of the page.</param>
/// <param name="Languages">The languages of the texts.</param>
/// <param name="Read">Which form and rules the draft was made of.</param>
internal sealed record EditFormPage(IReadOnlyList<FieldDraft> Fields, IReadOnlyList<string> Languages, string Read)
{
    private const string Path = "/admin/form/edit";

    /// <summary>The language to be added, as typed.</summary>
    public string Language { get; init; } = "";

    /// <summary>The fields as visitors would see them; without any while the draft is no form.</summary>
    public SignUpForm? Preview { get; init; }

    /// <summary>What is wrong with the draft.</summary>
    public DraftFaults Faults { get; init; } = DraftFaults.None;

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
            return new SeeOther("../form"); // which shows auditors the form
        }

        var settings = grains.SiteSettings();
        var (policy, terms) = (await settings.SignupPolicy(), await settings.SignupTerms());
        var fields = terms.Form.Fields.Select(FieldDraft.Of).ToArray();
        string[] languages = [policy.Admission?.DefaultLanguage ?? "en", "en", "de", .. fields.SelectMany(f => f.Languages)];
        return await new EditFormPage(
            fields, [.. languages.Distinct(StringComparer.OrdinalIgnoreCase)], $"{policy.Terms}").Page(context, grains);
    }

    private static async Task<IResult> Act(HttpContext context, IGrainFactory grains)
    {
        var (form, act) = (context.Request.Form, DraftAct.Of(context.Request.Form));
        string[] languages = [.. form["language"].OfType<string>().Where(LocalTexts.IsLanguage).Distinct(StringComparer.OrdinalIgnoreCase)];
        var (option, field) = (act.Within("option"), act.Places is [var place, ..] ? place : -1);
        var typed = Enumerable.Range(0, DraftAct.Count(form, "fields"))
            .Select(i => FieldDraft.Read(form, $"f{i}", languages).After(i == field ? option : null)).ToArray();
        var page = new EditFormPage(act.On(typed), languages, form.Line("read")) { Language = form.Line("newLanguage") };
        return act.Word switch
        {
            DraftAct.Add => await (page with { Fields = [.. page.Fields, new FieldDraft()] }).Page(context, grains),
            DraftAct.Save => await page.Save(context, grains),
            "language" => await page.WithLanguage().Page(context, grains),
            _ => await page.Page(context, grains),
        };
    }

    private EditFormPage WithLanguage() => LocalTexts.IsLanguage(Language)
        ? this with { Languages = [.. Languages.Append(Language).Distinct(StringComparer.OrdinalIgnoreCase)], Language = "" }
        : this with { Faults = new([new("newLanguage", "INVALID_LANGUAGE", "")]) };

    private async Task<IResult> Save(HttpContext context, IGrainFactory grains)
    {
        var form = Form();
        var outcome = form.Succeeded
            ? await grains.SiteSettings().ReplaceFormAsRead(Guid.TryParse(Read, out var read) ? read : null, form.Value.Fields)
            : form.Refusal;
        return outcome.Succeeded
            ? new SeeOther("../form?done=saved")
            : await (this with { Faults = DraftFaults.Of(outcome.Refusal) }).Page(context, grains);
    }

    private Outcome<SignupForm> Form() => FormEndpoints.Read(new ReplaceFormRequest([.. Fields.Select(f => f.Body())]));

    private async Task<IResult> Page(HttpContext context, IGrainFactory grains)
    {
        var form = Form();
        var site = new SignUpSite(form.Succeeded ? form.Value : SignupForm.Empty, await grains.SiteSettings().SignupPolicy());
        var preview = SignUpForm.Of(site, TypedSignUp.Of(context.Request.Query), context, DateTimeOffset.UnixEpoch);
        return new Page<EditFormView, EditFormPage>(this with { Preview = preview }, Faults.Status);
    }
}

using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.SignUp;
using Members.Staff;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Admin.FormEditor;

/// <summary>What the site asks of who signs up.</summary>
/// <param name="Form">The form, in all languages.</param>
/// <param name="DefaultLanguage">The site's language.</param>
/// <param name="IsOpen">Whether visitors can open the page with it.</param>
internal sealed record FormPage(SignupForm Form, string DefaultLanguage, bool IsOpen)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapStaffPages(StaffRoles.Approver).MapGet("/admin/form", Show);

    private static async Task<IResult> Show(IGrainFactory grains, IOptions<MembersGatewayOptions> options)
    {
        var settings = grains.SiteSettings();
        var (policy, terms) = (await settings.SignupPolicy(), await settings.SignupTerms());
        return new Page<FormView, FormPage>(new FormPage(
            terms.Form, policy.Admission?.DefaultLanguage ?? "en", options.Value.Elevate.Contains(Functions.Register)));
    }
}

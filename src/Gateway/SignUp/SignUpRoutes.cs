using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Hosting;
using Members.Outcomes;
using Members.Staff;

namespace Members.Gateway.SignUp;

/// <summary>The sign-up form, its page and the admission rules.</summary>
internal static class SignUpRoutes
{
    public static void MapSignUp(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/signup-form", FormEndpoints.Show).WithTags("Sign-up")
            .RequireScope(Scopes.MembersAuthenticate, Functions.Register)
            .Describe("getSignupForm", "The sign-up form in one language: lang, or else the site's.", ApiError.ValidationFailed);
        var all = routes.MapGroup("/v1").WithTags("Sign-up");
        var group = all.MapGroup("").RequireScope(Scopes.SettingsManage, staff: StaffRoles.Owner);
        var readers = all.MapGroup("").RequireScope(Scopes.SettingsManage, staff: StaffRoles.Approver);
        readers.MapGet("/signup-form/definition", FormEndpoints.Get).Describe(
            "getSignupFormDefinition", "The sign-up form in all languages.");
        group.MapPut("/signup-form/definition", FormEndpoints.Replace).Describe(
            "replaceSignupForm", "Replaces the sign-up form. Applications keep what they were asked.", ApiError.ValidationFailed);
        readers.MapGet("/admission-rules", RuleEndpoints.Get).Describe("getAdmissionRules", "The admission rules, in their order.");
        group.MapPut("/admission-rules", RuleEndpoints.Replace).Describe(
            "replaceAdmissionRules", "Replaces the admission rules. The first that applies decides.", ApiError.ValidationFailed);
        group.MapPost("/admission-rules/try", RuleEndpoints.Try).Describe(
            "tryAdmissionRules",
            "Says of which of the last 100 applications other rules would make something else. Nothing is changed.",
            ApiError.ValidationFailed);
        if (SignUpPage.IsServed(routes.ServiceProvider))
        {
            routes.MapSignUpPage();
        }
    }
}

using System.Text.Encodings.Web;
using System.Text.Unicode;
using Members.Gateway.Access;
using Members.Gateway.Admin.Home;
using Members.Gateway.Admin.Importing;
using Members.Gateway.Admin.Queue;
using Members.Staff;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Pages;

/// <summary>Adds the pages: what they share, and the groups of routes by who may open them.</summary>
internal static class PagesExtensions
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<PagesOptions>()
            .BindConfiguration(PagesOptions.Section)
            .PostConfigure<IConfiguration>((o, all) => o.SiteName ??= all["Members:Mail:SiteName"] ?? "Members");
        services.AddSingleton<IValidateOptions<PagesOptions>, PagesOptionsValidator>();
        services.AddLocalization();

        // A draft of a sign-up form with thirty fields in several languages; the size of a request has a limit of its own.
        services.Configure<FormOptions>(o => o.ValueCountLimit = 8 * 1024);

        // Letters of all languages are written as they are; what means something in HTML never is.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        return services
            .AddSingleton<Brand>()
            .AddSingleton<PageAssets>()
            .AddSingleton<SiteLanguage>()
            .AddSingleton<OwnForms>()
            .AddSingleton<QueueWatch>()
            .AddSingleton<KeptUploads>()
            .AddSingleton<ImportWork>()
            .AddSingleton<Checklists>();
    }

    /// <summary>Pages that anybody may open.</summary>
    public static RouteGroupBuilder MapOpenPages(this IEndpointRouteBuilder routes) => routes.MapPages().AllowAnonymous();

    /// <summary>Pages of a member, who has logged in with the browser.</summary>
    public static RouteGroupBuilder MapMemberPages(this IEndpointRouteBuilder routes) => routes.MapPages().RequireMemberPage();

    /// <summary>Pages of the staff.</summary>
    /// <param name="routes">Where to map them.</param>
    /// <param name="roles">Who may open them, beside owners, and auditors for what changes nothing.</param>
    public static RouteGroupBuilder MapStaffPages(this IEndpointRouteBuilder routes, StaffRoles roles) =>
        routes.MapPages().OfConsole(routes, roles);

    /// <summary>What scripts of the staff's pages ask for: as their pages, but nobody reads what goes wrong.</summary>
    public static RouteGroupBuilder MapStaffEvents(this IEndpointRouteBuilder routes, StaffRoles roles) =>
        routes.MapGroup("").ExcludeFromDescription().OfConsole(routes, roles);

    private static RouteGroupBuilder OfConsole(this RouteGroupBuilder group, IEndpointRouteBuilder routes, StaffRoles roles)
    {
        group.RequireStaffPage(roles);
        var port = routes.ServiceProvider.GetRequiredService<IOptions<PagesOptions>>().Value.ConsolePort;
        return port == 0 ? group : group.RequireHost($"*:{port}");
    }

    private static RouteGroupBuilder MapPages(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").ExcludeFromDescription().WithMetadata(PageRoute.Instance).AddEndpointFilter<RouteGroupBuilder, GuardedForms>();
}

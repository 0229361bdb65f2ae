using Members.Audit;
using Members.Gateway.Account.Deletion;
using Members.Gateway.Access;
using Members.Gateway.Admission;
using Members.Gateway.ApiKeys;
using Members.Gateway.Authentication;
using Members.Gateway.Directory;
using Members.Gateway.Edge;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Gateway.Leases;
using Members.Gateway.Consents;
using Members.Gateway.Import.Runs;
using Members.Gateway.Invitations;
using Members.Gateway.Login;
using Members.Gateway.OAuth;
using Members.Gateway.Pages;
using Members.Gateway.Passwords;
using Members.Gateway.Sessions;
using Members.Gateway.Settings;
using Members.Gateway.SignUp;
using Members.Gateway.Staff;
using Members.Gateway.Telemetry;
using Members.Gateway.Verification;
using Members.Gateway.Wix;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Hosting;

/// <summary>Adds the HTTP side of Members to a web application, in a silo or as a client of the silos.</summary>
public static class MembersGatewayExtensions
{
    /// <summary>Adds the services of the endpoints. Requires an <see cref="IGrainFactory"/>: a silo's or a client's.</summary>
    public static WebApplicationBuilder AddMembersGateway(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddGatewayLogging();
        builder.Services.AddOptionsWithValidateOnStart<MembersGatewayOptions>().BindConfiguration(MembersGatewayOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<MembersGatewayOptions>, MembersGatewayOptionsValidator>();
        builder.Services.TryAddSingleton<AuditLog>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<ISessionChecks, ClusterSessions>();

        builder.Services.AddServerLimits(builder.Configuration).AddTrustedProxies().AddAllowedOrigins();
        builder.Services.Configure<HostFilteringOptions>(o => o.IncludeFailureMessage = false);
        builder.Services.AddFaultHandling().AddGatewayJson().AddAccess().AddRateLimits().AddHealth();
        builder.Services.AddSingleton<UniformAnswer>().AddSingleton<PasswordLogin>().AddSingleton<PasswordLinks>();
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddSingleton<RenderedTimes>().AddSingleton<DroppedSignUps>().AddSingleton<SignUpSubmission>();
        builder.Services.AddSingleton<ApplicantPages>().AddSingleton<LogInLink>();
        builder.Services.AddPages().AddSingleton<BrowserSessions>();
        builder.Services.AddApiDescription();
        builder.AddTelemetry();
        return builder;
    }

    /// <summary>Adds the middleware and maps every route of the contract.</summary>
    public static WebApplication MapMembers(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        UseMiddleware(app);
        WelcomePage.Map(app);
        app.MapAuthentication();
        app.MapSessions();
        app.MapPasswords();
        app.MapAccountDeletion();
        app.MapSettings();
        app.MapApiKeys();
        app.MapMemberDirectory();
        app.MapApplications();
        app.MapSignUp();
        app.MapConsents();
        app.MapInvitations();
        app.MapStaff();
        app.MapImports();
        app.MapExport();
        app.MapUndoEmailChangePage();
        app.MapOAuth();
        app.MapSitePages();
        if (app.Services.GetRequiredService<IOptions<MembersGatewayOptions>>().Value.WixPaths)
        {
            app.MapWixPaths();
        }

        app.MapHealth();
        app.MapApiDescription();
        return app;
    }

    // The order matters.
    private static void UseMiddleware(WebApplication app)
    {
        app.UseMiddleware<ForwardedAddresses>();
        app.UseForwardedHeaders(); // first: the rest relies on the address and the scheme of the client
        app.UseMiddleware<ClosingConnections>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseCors(); // outside the fault handling: pages must be able to read errors too
        app.UseFaultHandling();
        app.UseMiddleware<HeadRequests>();
        app.UseRouting();
        app.UseMiddleware<RequestHeaders>();
        app.UseRequestTimeouts();
        app.UseMiddleware<BodyTimeout>();

        app.UseAuthorization(); // authenticates by the schemes of the route's policy, before a body is read
        app.UseMiddleware<CallOrigins>();
        app.UseRateLimiter(); // after it, because keys are not limited
    }
}

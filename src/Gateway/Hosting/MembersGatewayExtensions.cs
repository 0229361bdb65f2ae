using Members.Audit;
using Members.Gateway.Access;
using Members.Gateway.ApiKeys;
using Members.Gateway.Authentication;
using Members.Gateway.Directory;
using Members.Gateway.Edge;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Gateway.OAuth;
using Members.Gateway.Passwords;
using Members.Gateway.Sessions;
using Members.Gateway.Settings;
using Members.Gateway.Verification;
using Members.Gateway.Wix;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Hosting;

/// <summary>Adds the HTTP side of Members to a web application, in a silo or as a client of the silos.</summary>
public static class MembersGatewayExtensions
{
    /// <summary>Adds the services of the endpoints. Requires an <see cref="IGrainFactory"/>: a silo's or a client's.</summary>
    public static WebApplicationBuilder AddMembersGateway(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddServerLimits(builder.Configuration).AddTrustedProxies().AddAllowedOrigins();
        builder.Services.Configure<HostFilteringOptions>(o => o.IncludeFailureMessage = false);
        // It logs whole request paths, and that of a set-password link contains the token (contract I15).
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        if (builder.Configuration["Logging:Console:FormatterName"] is { Length: > 0 } formatter)
        {
            // The slim builder ignores the setting, but programs must be able to read the audit log.
            builder.Services.Configure<ConsoleLoggerOptions>(o => o.FormatterName = formatter);
        }

        builder.Services.AddOptionsWithValidateOnStart<MembersGatewayOptions>().BindConfiguration(MembersGatewayOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<MembersGatewayOptions>, MembersGatewayOptionsValidator>();
        builder.Services.AddSingleton<VisitorLimiter>();
        builder.Services.AddSingleton<UniformAnswer>();
        builder.Services.AddSingleton<TokenReader>();
        builder.Services.AddSingleton<FailedCredentials>();
        builder.Services.AddSingleton<Callers>();
        builder.Services.AddSingleton<PasswordLogin>();
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddSingleton<PasswordLinks>();
        builder.Services.TryAddSingleton<AuditLog>();
        builder.Services.AddSingleton<AuthorizationAudit>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddHostedService(sp => sp.GetRequiredService<Drain>());
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            // The generated context decides; where the framework asks these options instead, they must agree with it.
            o.SerializerOptions.TypeInfoResolver = GatewayJson.Default;
            o.SerializerOptions.DefaultIgnoreCondition = GatewayJson.Default.Options.DefaultIgnoreCondition;
            o.SerializerOptions.NumberHandling = GatewayJson.Default.Options.NumberHandling;
            o.SerializerOptions.AllowDuplicateProperties = false;
            o.SerializerOptions.PropertyNameCaseInsensitive = false;
            o.SerializerOptions.MaxDepth = GatewayJson.Default.Options.MaxDepth;
            o.SerializerOptions.Converters.Add(new UtcTimeConverter());
        });
        builder.Services.AddApiDescription();
        return builder;
    }

    /// <summary>Adds the middleware and maps every route of the contract.</summary>
    public static WebApplication MapMembers(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseForwardedHeaders(); // first: the rest relies on the address and the scheme of the client
        app.UseMiddleware<ClosingConnections>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseCors(); // outside the error handling: pages must be able to read errors too
        app.UseMiddleware<FaultMiddleware>();
        app.UseRouting();
        app.UseRequestTimeouts();
        app.UseMiddleware<BodyTimeout>();
        app.UseMiddleware<AccessMiddleware>();
        app.MapAuthentication();
        app.MapSessions();
        app.MapPasswords();
        app.MapSettings();
        app.MapApiKeys();
        app.MapMemberDirectory();
        app.MapUndoEmailChangePage();
        app.MapOAuth();
        if (app.Services.GetRequiredService<IOptions<MembersGatewayOptions>>().Value.WixPaths)
        {
            app.MapWixPaths();
        }

        app.MapHealth();
        app.MapApiDescription();
        return app;
    }
}

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

/// <summary>Puts the HTTP side of Members into a web application, in a process with grains or as their client.</summary>
public static class MembersGatewayExtensions
{
    /// <summary>Adds what the endpoints need. An <see cref="IGrainFactory"/> must be there: a silo's or a client's.</summary>
    public static WebApplicationBuilder AddMembersGateway(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddServerLimits(builder.Configuration).AddTrustedProxies().AddAllowedOrigins();
        builder.Services.Configure<HostFilteringOptions>(o => o.IncludeFailureMessage = false);
        // Its lines hold whole addresses, and a set-password link's has the token in it (contract I15).
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        if (builder.Configuration["Logging:Console:FormatterName"] is { Length: > 0 } formatter)
        {
            // The slim builder has chosen the plain one whatever is set; the audit log is to be readable by programs.
            builder.Services.Configure<ConsoleLoggerOptions>(o => o.FormatterName = formatter);
        }

        builder.Services.AddOptionsWithValidateOnStart<GatewayOptions>().BindConfiguration("Members");
        builder.Services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        builder.Services.AddSingleton<VisitorLimiter>();
        builder.Services.AddSingleton<UniformAnswer>();
        builder.Services.AddSingleton<Callers>();
        builder.Services.AddSingleton<PasswordCheck>();
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddSingleton<Grants>();
        builder.Services.TryAddSingleton<AuditLog>();
        builder.Services.AddSingleton<Denials>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddHostedService(sp => sp.GetRequiredService<Drain>());
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            // The generated context decides about form; where it is asked through these options they must say the same.
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

    /// <summary>Maps every route of the contract.</summary>
    public static WebApplication MapMembers(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseForwardedHeaders(); // first: all others go by the address and the scheme of the client
        app.UseMiddleware<ClosingConnections>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseCors(); // around the errors: a page must be able to read them too
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
        if (app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.WixPaths)
        {
            app.MapWixPaths();
        }

        app.MapHealth();
        app.MapApiDescription();
        return app;
    }
}

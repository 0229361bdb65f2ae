using Members.Gateway.Hosting;
using Members.Gateway.Leases;
using Members.Gateway.Telemetry;
using Members.Grains;
using Members.Grains.Passwords;
using Members.Silo.Mail;
using Microsoft.Extensions.Options;

namespace Members.Silo.Hosting;

/// <summary>What a process is for.</summary>
internal enum HostPurpose
{
    /// <summary>To serve until it is stopped.</summary>
    Serve,

    /// <summary>To answer one command.</summary>
    Command,
}

/// <summary>The process: a silo, and the HTTP API in front of it.</summary>
internal static class MembersHost
{
    public const string DefaultUrl = ListenAddress.Example;

    /// <summary>Builds the process; the caller runs it.</summary>
    /// <param name="args">Settings from the command line.</param>
    /// <param name="configure">Lets a test or a command replace services and settings.</param>
    /// <param name="purpose">What it is for.</param>
    /// <exception cref="StartupException">A setting is invalid, or the machine lacks something.</exception>
    public static async Task<WebApplication> Build(
        string[] args, Action<WebApplicationBuilder>? configure = null, HostPurpose purpose = HostPurpose.Serve)
    {
        var builder = ReadConfiguration(args, configure);
        Refuse(TelemetryExport.Fault(builder.Configuration));

        var urls = builder.Configuration["urls"] is { Length: > 0 } given ? given : DefaultUrl;
        builder.WebHost.UseUrls(urls);
        Refuse(ListenAddress.Fault(urls) ?? MetricsAddress.Fault(builder.Configuration, urls));

        var settings = SiloSettings(builder);
        var data = DataDirectory.Open(settings.DataDirectory);
        try
        {
            return await Build(builder, settings, data, purpose);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Reads the settings of a process that serves nothing.</summary>
    /// <exception cref="StartupException">A setting is invalid.</exception>
    public static (MembersSiloOptions Silo, MembersOptions Members) ReadSettings(string[] args)
    {
        var builder = ReadConfiguration(args, configure: null);
        return (SiloSettings(builder), MembersSettings(builder));
    }

    private static WebApplicationBuilder ReadConfiguration(string[] args, Action<WebApplicationBuilder>? configure)
    {
        UnicodeSupport.EnsureAvailable();
        Refuse(ConfigurationSources.Fault(args));
        var builder = CreateBuilder(args);
        configure?.Invoke(builder);
        Refuse(ConfigurationFault.Misread(builder.Configuration));
        ConfigurationSchema.Validate(builder.Configuration);
        return builder;
    }

    private static MembersOptions MembersSettings(WebApplicationBuilder builder) =>
        builder.Configuration.GetSection(MembersOptions.Section).Get<MembersOptions>() ?? new MembersOptions();

    // Used before the host validates its options.
    private static MembersSiloOptions SiloSettings(WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection(MembersOptions.Section).Get<MembersSiloOptions>() ?? new MembersSiloOptions();
        return new MembersSiloOptionsValidator().Validate(null, settings) is { Failed: true } invalid
            ? throw new StartupException(string.Join(Environment.NewLine, invalid.Failures!))
            : settings;
    }

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var options = new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory };
        try
        {
            var builder = WebApplication.CreateSlimBuilder(options);
            builder.Configuration
                .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true)
                .AddOverrides(args);
            return builder;
        }
        catch (Exception fault) when (ConfigurationFault.IsUnreadable(fault))
        {
            throw new StartupException(ConfigurationFault.Explain(fault), fault);
        }
    }

    private static void Refuse(string? why)
    {
        if (why is not null)
        {
            throw new StartupException(why);
        }
    }

    private static async Task<WebApplication> Build(
        WebApplicationBuilder builder, MembersSiloOptions settings, DataDirectory data, HostPurpose purpose)
    {
        var members = MembersSettings(builder);
        var configureSilo = settings.Database is null
            ? await SingleSilo.Prepare(settings, members, data)
            : await ClusteredSilo.Prepare(settings, members);

        if (settings.Database is null)
        {
            builder.Services.AddLocalSessions();
        }

        builder.AddMembersGateway();
        builder.UseOrleans(silo =>
        {
            configureSilo(silo);
            if (TelemetryExport.IsOn(builder.Configuration))
            {
                silo.AddActivityPropagation();
            }

            silo.AddMembersGrains();
        });
        AddHosting(builder.Services, data, purpose);

        var app = builder.Build();
        await Validate(app);

        // Starts the hash threads, reads the list of common passwords and warns of a low cost now, not at the first login.
        app.Services.GetRequiredService<IPasswordHashing>();
        app.MapMembers();
        return app;
    }

    // Reports all invalid options at once. The host would stop at the first and log its stack trace.
    private static async Task Validate(WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (Exception fault) when (fault is OptionsValidationException or AggregateException)
        {
            await app.DisposeAsync();
            var faults = fault is AggregateException several ? several.InnerExceptions : [fault];
            var sentences = faults.OfType<OptionsValidationException>().SelectMany(f => f.Failures);
            throw new StartupException(string.Join(Environment.NewLine, sentences), fault);
        }
    }

    private static void AddHosting(IServiceCollection services, DataDirectory data, HostPurpose purpose)
    {
        services.AddOptionsWithValidateOnStart<MembersSiloOptions>().BindConfiguration(MembersOptions.Section);
        services.AddSingleton<IValidateOptions<MembersSiloOptions>, MembersSiloOptionsValidator>();
        services.AddSingleton(_ => data); // a factory, so that the container disposes of it
        services.AddSingleton<PublicBaseUrl>();
        services.AddSingleton<IPublicBaseUrl>(sp => sp.GetRequiredService<PublicBaseUrl>());
        services.AddSingleton(SiteNames.Read);
        services.AddSingleton(new MailFolder(data.Combine("mail")));
        services.AddMembersMail();
        services.AddSingleton<FirstCalls>();
        if (purpose == HostPurpose.Command)
        {
            return; // nobody is told of the first key, nor that it is ready
        }

        services.AddHostedService<ServingAddress>();
        services.AddSingleton<BootstrapKeyService>();
        services.AddHostedService(sp => sp.GetRequiredService<BootstrapKeyService>());
        services.AddSingleton<OwnerService>();
        services.AddHostedService(sp => sp.GetRequiredService<OwnerService>());
        services.AddHostedService<StartupBanner>();
    }
}

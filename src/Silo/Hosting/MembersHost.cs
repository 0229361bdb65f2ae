using Members.Gateway.Hosting;
using Members.Grains;
using Members.Grains.Passwords;
using Members.Silo.Mail;
using Microsoft.Extensions.Options;

namespace Members.Silo.Hosting;

/// <summary>
/// The process: a silo and the HTTP side. By default the whole product, on a SQLite file; with a database, one of several.
/// </summary>
internal static class MembersHost
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Builds it; the caller runs it.</summary>
    /// <param name="args">Settings on the command line.</param>
    /// <param name="configure">What a test puts in place of something.</param>
    /// <exception cref="StartupException">Something is set wrong.</exception>
    public static async Task<WebApplication> Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        SelfTest.Run();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true);
        builder.Configuration.AddKeyPerFile("/run/secrets", optional: true).AddEnvironmentVariables().AddCommandLine(args);
        configure?.Invoke(builder);
        SettingsCatalog.Check(builder.Configuration);

        var urls = builder.Configuration["urls"] is { Length: > 0 } given ? given : DefaultUrl;
        builder.WebHost.UseUrls(urls);
        ListenAddress.EnsureFree(urls);

        var settings = builder.Configuration.GetSection(MembersOptions.Section).Get<SiloOptions>() ?? new SiloOptions();
        if (new SiloOptionsValidator().Validate(null, settings) is { Failed: true } wrong)
        {
            // These are used right here, before the options of the others are looked at.
            throw new StartupException(string.Join(Environment.NewLine, wrong.Failures!));
        }

        var data = DataDirectory.Open(settings.DataDirectory);
        try
        {
            return await Build(builder, settings, data);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    private static async Task<WebApplication> Build(WebApplicationBuilder builder, SiloOptions settings, DataDirectory data)
    {
        var members = builder.Configuration.GetSection(MembersOptions.Section).Get<MembersOptions>() ?? new MembersOptions();
        var shape = settings.Database is null
            ? await SingleProcess.Prepare(settings, members, data)
            : await ClusterNode.Prepare(settings, members);

        builder.AddMembersGateway();
        builder.UseOrleans(silo =>
        {
            shape(silo);
            silo.AddMembersGrains();
        });
        AddHosting(builder.Services, data);

        var app = builder.Build();
        await Validate(app);

        // Now, not at the first login: its threads, the list of common passwords, and the warning of a low cost.
        app.Services.GetRequiredService<IPasswordHashing>();
        app.MapMembers();
        return app;
    }

    // Before anything starts, and all at once: the host would stop at the first and log its stack.
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
            throw new StartupException(string.Join(Environment.NewLine, faults.OfType<OptionsValidationException>().SelectMany(f => f.Failures)), fault);
        }
    }

    private static void AddHosting(IServiceCollection services, DataDirectory data)
    {
        services.AddOptionsWithValidateOnStart<SiloOptions>().BindConfiguration(MembersOptions.Section);
        services.AddSingleton<IValidateOptions<SiloOptions>, SiloOptionsValidator>();
        services.AddSingleton(_ => data); // by a factory, so that the directory is let go of with the process's other services
        services.AddSingleton<PublicBaseUrl>();
        services.AddSingleton<IPublicBaseUrl>(sp => sp.GetRequiredService<PublicBaseUrl>());
        services.AddSingleton(new MailFolder(data.Combine("mail")));
        services.AddMembersMail();
        services.AddSingleton<FirstKey>();
        services.AddHostedService(sp => sp.GetRequiredService<FirstKey>());
        services.AddHostedService<Welcome>();
    }
}

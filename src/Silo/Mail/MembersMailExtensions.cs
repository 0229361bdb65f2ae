using Members.Grains.Mail;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Members.Silo.Mail;

/// <summary>Adds mail to the silo.</summary>
internal static class MembersMailExtensions
{
    /// <summary>
    /// Adds the mail sender. The host provides <see cref="IPublicBaseUrl"/> and <see cref="MailFolder"/>. Call it after
    /// <c>UseOrleans</c>: the service added last stops first, and the grains must still answer while the last mails are sent.
    /// </summary>
    public static IServiceCollection AddMembersMail(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<MailOptions>().BindConfiguration(MailOptions.Section);
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MailTemplates>();
        services.AddSingleton<MailComposer>();
        services.AddSingleton<DeliveryReceipts>();
        services.AddSingleton<MailMetrics>();
        services.AddSingleton<MailPreviews>();
        services.AddSingleton<IMailPreviews>(provider => provider.GetRequiredService<MailPreviews>());
        services.AddSingleton<ITestMails, TestMails>();
        services.TryAddSingleton<FailedMails>();
        services.AddSingleton(Transport);
        services.AddSingleton<MailDispatcher>();
        services.AddSingleton<IMailSender>(provider => provider.GetRequiredService<MailDispatcher>());
        return services.AddHostedService(provider => provider.GetRequiredService<MailDispatcher>());
    }

    private static IMailTransport Transport(IServiceProvider provider) =>
        string.IsNullOrEmpty(provider.GetRequiredService<IOptions<MailOptions>>().Value.Host)
            ? ActivatorUtilities.CreateInstance<PickupFolder>(provider)
            : ActivatorUtilities.CreateInstance<SmtpTransport>(provider);
}

using Members.Grains.Mail;
using Members.Silo.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Members.Tests.Mail;

public sealed class RegistrationTests
{
    [Theory]
    [InlineData(null, typeof(PickupFolder))]
    [InlineData("", typeof(PickupFolder))]
    [InlineData("smtp.example.org", typeof(SmtpTransport))]
    public void The_host_chooses_the_transport(string? host, Type transport)
    {
        using var services = Services(("Members:Mail:Host", host));

        Assert.IsType(transport, services.GetRequiredService<IMailTransport>());
    }

    [Fact]
    public void The_sender_is_the_one_that_runs()
    {
        using var services = Services();

        Assert.Same(services.GetRequiredService<IMailSender>(), Assert.Single(services.GetServices<IHostedService>()));
    }

    [Fact]
    public void Settings_are_read_and_checked()
    {
        using var fine = Services(("Members:Mail:Security", "tls"), ("Members:Mail:Timeout", "00:00:05"));
        using var bad = Services(("Members:Mail:Port", "70000"));

        var options = fine.GetRequiredService<IOptions<MailOptions>>().Value;
        Assert.Equal((MailSecurity.Tls, TimeSpan.FromSeconds(5)), (options.Security, options.Timeout));
        var refusal = Assert.Throws<OptionsValidationException>(() => bad.GetRequiredService<IStartupValidator>().Validate());
        Assert.Equal("Members:Mail:Port must be between 1 and 65535, not 70000.", refusal.Message);
    }

    private static ServiceProvider Services(params (string Key, string? Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))).Build())
        .AddLogging()
        .AddMetrics()
        .AddSingleton(new FakeGrains().Factory)
        .AddSingleton<IPublicBaseUrl>(new BaseUrl())
        .AddSingleton(new MailFolder("mail"))
        .AddMembersMail()
        .BuildServiceProvider();

    private sealed class BaseUrl : IPublicBaseUrl
    {
        public Uri Value => new("https://example.org");

        public bool HasConsole => true;
    }
}

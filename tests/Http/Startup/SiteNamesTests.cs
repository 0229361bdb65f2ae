using Members.Gateway;
using Members.Silo.Hosting;
using Members.Silo.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Members.Tests.Http.Startup;

public sealed class SiteNamesTests
{
    [Fact]
    public void The_sites_names_are_those_in_mails_and_the_host_of_its_address()
    {
        var services = new ServiceCollection()
            .Configure<MailOptions>(o => (o.SiteName, o.From) = ("Greenfield Rowing", "Oarsmen <club@oars.example>"))
            .Configure<MembersGatewayOptions>(o => o.PublicBaseUrl = "https://members.greenfield.example:8443/auth")
            .BuildServiceProvider();

        Assert.Equal(
            "Greenfield Rowing, Oarsmen <club@oars.example>, members.greenfield.example",
            string.Join(", ", SiteNames.Read(services).Texts));
    }

    [Fact]
    public void A_site_whose_address_is_not_set_has_the_names_in_its_mails() =>
        Assert.Equal(2, SiteNames.Read(new ServiceCollection().AddOptions().BuildServiceProvider()).Texts.Length);
}

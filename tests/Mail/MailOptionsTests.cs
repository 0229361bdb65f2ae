using System.ComponentModel;
using System.Reflection;
using Members.Silo.Mail;

namespace Members.Tests.Mail;

public sealed class MailOptionsTests
{
    [Fact]
    public void The_defaults_are_fine() => Assert.Empty(Faults(new MailOptions()));

    [Theory]
    [InlineData("mail_relay")]
    [InlineData("smtp.example.org")]
    [InlineData("::1")]
    public void A_host_alone_is_fine(string host) => Assert.Empty(Faults(new MailOptions { Host = host }));

    [Fact]
    public void Every_setting_says_what_it_is() => Assert.All(
        typeof(MailOptions).GetProperties(),
        p => Assert.False(string.IsNullOrEmpty(p.GetCustomAttribute<DescriptionAttribute>()?.Description)));

    [Theory]
    [InlineData("From", "members")]
    [InlineData("From", "")]
    [InlineData("From", "a@example.org, b@example.org")]
    [InlineData("From", "a@example.org\r\nBcc: b@example.org")]
    [InlineData("From", "jürgen@example.org")]
    [InlineData("SiteName", " ")]
    [InlineData("SiteName", "a\r\nb")]
    [InlineData("Port", 0)]
    [InlineData("Port", 65536)]
    [InlineData("Security", 7)]
    [InlineData("Host", "smtp://example.org")]
    [InlineData("Host", "example.org:25")]
    public void A_bad_value_is_named(string setting, object value)
    {
        var options = new MailOptions { Host = "example.org" };
        var property = typeof(MailOptions).GetProperty(setting)!;
        property.SetValue(options, property.PropertyType.IsEnum ? Enum.ToObject(property.PropertyType, value) : value);

        Assert.StartsWith($"Members:Mail:{setting} must ", Assert.Single(Faults(options)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(601)]
    public void A_time_out_has_limits(int seconds)
    {
        var fault = Assert.Single(Faults(new MailOptions { Timeout = TimeSpan.FromSeconds(seconds) }));
        Assert.StartsWith("Members:Mail:Timeout must be between 00:00:01 and 00:10:00, not ", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("u", null, null, MailSecurity.Tls, "Members:Mail:Password or ")]
    [InlineData(null, "p", null, MailSecurity.Tls, "Members:Mail:User must ")]
    [InlineData("u", null, "/no/such/file", MailSecurity.Tls, "Members:Mail:PasswordFile must ")]
    [InlineData("u", "p", null, MailSecurity.None, "Members:Mail:Security must ")]
    public void A_half_login_is_named(string? user, string? password, string? file, object security, string start)
    {
        var faults = Faults(new MailOptions
        {
            Host = "h",
            User = user,
            Password = password,
            PasswordFile = file,
            Security = (MailSecurity)security,
        });

        Assert.StartsWith(start, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_and_no_password_with_it()
    {
        using var folder = new TemporaryDirectory();
        var file = Path.Combine(folder.Path, "password");
        File.WriteAllText(file, "hunter2");

        var faults = Faults(new MailOptions
        {
            Host = "h",
            User = "u",
            Password = "hunter2",
            PasswordFile = file,
            Port = -1,
            SiteName = "",
        });

        Assert.Equal(3, faults.Count());
        Assert.DoesNotContain(faults, f => f.Contains("hunter2", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Faults(MailOptions options) => new MailOptionsValidator().Validate(null, options).Failures ?? [];
}

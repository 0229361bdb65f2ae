using System.Reflection;
using Members.Silo.Hosting;
using Members.Tests.Http.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Members.Tests.Http.Startup;

/// <summary>Settings that are wrong stop the start with a sentence each (contract, section 3).</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("Members:BcyrptCost", "11", "Members:BcyrptCost is not a setting of Members. Did you mean Members:BcryptCost?")]
    [InlineData("Members:Blueberry", "blue", "Members:Blueberry is not a setting of Members. --help lists them.")]
    [InlineData("Members:Mail:Hosst", "x", "Members:Mail:Hosst is not a setting of Members. Did you mean Members:Mail:Host?")]
    [InlineData("Members:BcryptCost", "eleven", "Members:BcryptCost must be a whole number, not 'eleven'.")]
    [InlineData("Members:BcryptCost", "", "Members:BcryptCost must be a whole number, not ''.")]
    [InlineData("Members:BcryptCost", "11.5", "Members:BcryptCost must be a whole number, not '11.5'.")]
    [InlineData("Members:SignupApproval", "Sometimes", "Members:SignupApproval must be Automatic or Manual, not 'Sometimes'.")]
    [InlineData("Members:SignupApproval", "1", "Members:SignupApproval must be Automatic or Manual, not '1'.")]
    [InlineData(
        "Members:SessionLifetime", "two weeks",
        "Members:SessionLifetime must be a time such as 00:02:00 (hours, minutes, seconds) or 14.00:00:00 (days first), not 'two weeks'.")]
    [InlineData(
        "OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317",
        "OTEL_EXPORTER_OTLP_ENDPOINT must be the URL of an OpenTelemetry collector, such as http://localhost:4317.")]
    [InlineData("Members:Mail:Port", "smtp", "Members:Mail:Port must be a whole number, not 'smtp'.")]
    public async Task A_name_or_a_value_that_is_none_stops_the_build(string name, string value, string sentence)
    {
        var fault = await Assert.ThrowsAsync<StartupException>(() => Build((name, value)));
        Assert.Equal(sentence, fault.Message);
    }

    [Fact]
    public async Task Every_fault_of_the_kind_is_named_at_once()
    {
        var fault = await Assert.ThrowsAsync<StartupException>(
            () => Build(("Members:BcryptCost", "x"), ("Members:Nonsense", "y"), ("Members:HashThreads", "z")));
        Assert.Equal(3, fault.Message.Split(Environment.NewLine).Length);
        Assert.All(["Members:BcryptCost", "Members:Nonsense", "Members:HashThreads"], name => Assert.Contains(
            name, fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Members:BcryptCost", "3", "Members:BcryptCost must be between 4 and 16, not 3.")]
    [InlineData("Members:BcryptCost", "17", "Members:BcryptCost must be between 4 and 16, not 17.")]
    [InlineData("Members:PasswordMinLength", "3", "Members:PasswordMinLength must be between 4 and 64, not 3.")]
    [InlineData("Members:HashQueueLength", "0", "Members:HashQueueLength must be between 1 and 10000, not 0.")]
    [InlineData(
        "Members:SessionLifetime", "00:00:00",
        "Members:SessionLifetime must be more than 00:00:00 and at most 400.00:00:00, not 00:00:00.")]
    [InlineData("Members:HashPatience", "00:01:01", "Members:HashPatience must be between 00:00:01 and 00:01:00, not 00:01:01.")]
    [InlineData("Members:VisitorRequestsPerMinute", "0", "Members:VisitorRequestsPerMinute must be between 1 and 100000, not 0.")]
    [InlineData("Members:DrainDelay", "-00:00:01", "Members:DrainDelay must be between 00:00:00 and 00:05:00, not -00:00:01.")]
    [InlineData("Members:DrainDelay", "00:05:01", "Members:DrainDelay must be between 00:00:00 and 00:05:00, not 00:05:01.")]
    [InlineData("Members:MetricsPort", "65536", "Members:MetricsPort must be between 0 and 65535, not 65536.")]
    [InlineData(
        "Members:MetricsAddress", "localhost",
        "Members:MetricsAddress must be an IP address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them, not 'localhost'.")]
    [InlineData("Members:Peppers:one", "short", "Members:Peppers must hold secrets of at least 32 characters each.")]
    [InlineData("Members:CurrentPepper", "none", "Members:CurrentPepper names 'none', which is not among Members:Peppers.")]
    [InlineData(
        "Members:Mail:From", "nobody",
        "Members:Mail:From must be one address, such as members@example.org or Members <members@example.org>.")]
    public async Task A_value_out_of_range_stops_the_build_too(string name, string value, string sentence)
    {
        var fault = await Assert.ThrowsAsync<StartupException>(() => Build((name, value)));
        Assert.Equal(sentence, fault.Message);
    }

    [Fact]
    public async Task Several_values_out_of_range_are_all_named()
    {
        var fault = await Assert.ThrowsAsync<StartupException>(() => Build(
            ("Members:BcryptCost", "3"), ("Members:HashQueueLength", "0"), ("Members:Mail:Port", "0"),
            ("Members:VisitorRequestsPerMinute", "0")));
        Assert.Equal(
            [
                "Members:BcryptCost must be between 4 and 16, not 3.",
                "Members:HashQueueLength must be between 1 and 10000, not 0.",
                "Members:Mail:Port must be between 1 and 65535, not 0.",
                "Members:VisitorRequestsPerMinute must be between 1 and 100000, not 0.",
            ],
            fault.Message.Split(Environment.NewLine).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("systemd")]
    public async Task The_console_writes_in_the_form_that_is_set(string formatter)
    {
        await using var server = await MembersServer.Start([("Logging:Console:FormatterName", formatter)]);

        Assert.Equal(formatter, server.App.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
    }

    [Theory]
    [InlineData(
        "Members:BootstrapApiKey", "too-short",
        "Members:BootstrapApiKey must have 32 to 512 characters and must not look like a token of Members.")]
    [InlineData("Members:PublicBaseUrl", "members.example.org", "Members:PublicBaseUrl must be an http or https address without query, " +
        "such as https://members.example.org, not 'members.example.org'.")]
    [InlineData("Members:OrleansGatewayPort", "70000", "Members:OrleansGatewayPort must be between 0 and 65535, not 70000.")]
    [InlineData("Members:DataDirectory", "", "Members:DataDirectory must name a directory.")]
    [InlineData("Members:DataDirectory", " ", "Members:DataDirectory must name a directory.")]
    public async Task What_the_process_itself_needs_is_checked_before_it_is_used(string name, string value, string sentence)
    {
        var fault = await Assert.ThrowsAsync<StartupException>(() => Build((name, value)));
        Assert.Equal(sentence, fault.Message);
    }

    [Fact]
    public async Task A_data_directory_that_is_a_file_is_refused()
    {
        var file = Path.Combine(MembersServer.NewDirectory(), "a-file");
        await File.WriteAllTextAsync(file, "x");
        var fault = await Assert.ThrowsAsync<StartupException>(() => Build(("Members:DataDirectory", file)));
        Assert.StartsWith($"Members:DataDirectory '{file}' cannot be created: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_lists_every_setting_there_is_with_its_default()
    {
        var help = CommandLineHelp.Text();
        var settings = ConfigurationSchema.Settings;
        Assert.True(settings.Count > 25);
        Assert.All(settings, s => Assert.Contains(
            $"  {s.Variable}\n      {s.Description}.", help.ReplaceLineEndings("\n"), StringComparison.Ordinal));
        Assert.Contains(
            "Members__BcryptCost\n      bcrypt cost of new password hashes; below 10 is for tests only. Range: 4 to 16. Default: 11",
            help.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.All(
            [
                "ASPNETCORE_URLS", "Members__DataDirectory", "Members__BootstrapApiKey", "Members__SignupApproval",
                "Members__PublicBaseUrl", "Members__BcryptCost", "Members__Elevate__0",
            ],
            name => Assert.Contains($"  {name}\n", help.ReplaceLineEndings("\n"), StringComparison.Ordinal));
    }

    [Fact]
    public void No_property_of_an_options_class_is_missing_from_the_help()
    {
        var options = ConfigurationSchema.Settings.Select(s => s.Name[..s.Name.LastIndexOf(':')]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["Members", "Members:Mail", "Members:Pages"], options);
        var properties = new[]
        {
            typeof(MembersSiloOptions), typeof(Members.Grains.MembersOptions), typeof(Members.Gateway.MembersGatewayOptions),
            typeof(Members.Silo.Mail.MailOptions), typeof(Members.Gateway.Pages.PagesOptions),
        }
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance)).Select(p => p.Name)
                .Distinct(); // the silo and the gateway read one of them both
        Assert.Equal(
            properties.Order(StringComparer.Ordinal),
            ConfigurationSchema.Settings.Select(s => s.Name[(s.Name.LastIndexOf(':') + 1)..]).Distinct().Order(StringComparer.Ordinal));
    }

    private static Task<WebApplication> Build(params (string Name, string Value)[] settings)
    {
        string[] args = [.. settings.Append(("urls", "http://127.0.0.1:0")).Select(s => $"--{s.Item1}={s.Item2}")];
        return MembersHost.Build(
            settings.Any(s => s.Name == "Members:DataDirectory")
            ? args : [.. args, $"--Members:DataDirectory={MembersServer.NewDirectory()}"]);
    }
}

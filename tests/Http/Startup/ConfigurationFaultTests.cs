using System.Text;
using Members.Gateway.Hosting;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.Configuration;

namespace Members.Tests.Http.Startup;

/// <summary>
/// A secret that cannot be read is named: to start without it would be to start with another database, or without a pepper.
/// </summary>
public sealed class ConfigurationFaultTests
{
    private readonly string _secrets = MembersServer.NewDirectory();

    private string Secret => Path.Combine(_secrets, "Members__Peppers__2026");

    [Theory]
    [InlineData("/proc/self/mem")] // which not even root can read from its beginning
    [InlineData("/nowhere/secret")]
    public void A_secret_that_cannot_be_read(string target)
    {
        File.CreateSymbolicLink(Secret, target);
        var fault = Assert.ThrowsAny<Exception>(Read);

        Assert.True(ConfigurationFault.IsUnreadable(fault));
        Assert.Contains(Secret, ConfigurationFault.Explain(fault), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_this_user_may_not_read_is_named_with_what_to_do()
    {
        var fault = new UnauthorizedAccessException("Access to the path '/run/secrets/other' is denied.");

        Assert.True(ConfigurationFault.IsUnreadable(fault));
        Assert.Equal(
            "Access to the path '/run/secrets/other' is denied. Let the user that Members runs as read it, or take it away.",
            ConfigurationFault.Explain(fault));
    }

    [Fact]
    public void A_folder_named_like_a_setting()
    {
        System.IO.Directory.CreateDirectory(Secret);
        Assert.Equal($"'{Secret}' is a folder, where a file with settings was to be.", ConfigurationFault.Misread(Read(), _secrets));
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("utf-16")]
    public void A_secret_in_another_encoding_is_not_repeated(string encoding)
    {
        File.WriteAllBytes(Secret, Encoding.GetEncoding(encoding).GetBytes("grün-und-geheim-und-lang-genug-ist-es"));
        Assert.Equal(
            $"Members:Peppers:2026 is not UTF-8 text. It comes from a file in {_secrets}.", ConfigurationFault.Misread(Read(), _secrets));
    }

    [Fact]
    public void Secrets_of_others_and_those_in_UTF_8_are_read()
    {
        System.IO.Directory.CreateDirectory(Path.Combine(_secrets, "kubernetes.io", "serviceaccount"));
        File.WriteAllText(Secret, "grün-und-geheim-und-lang-genug-ist-es\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        File.WriteAllBytes(Path.Combine(_secrets, "someone-elses.key"), [0xff, 0, 0xfe]);
        var configuration = Read();

        Assert.Null(ConfigurationFault.Misread(configuration, _secrets));
        Assert.Equal("grün-und-geheim-und-lang-genug-ist-es", configuration["Members:Peppers:2026"]);
    }

    private IConfigurationRoot Read()
    {
        var builder = new ConfigurationBuilder();
        builder.AddOverrides([], _secrets);
        return builder.Build();
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Members.Tests.EndToEnd;

public sealed partial class StartAndStopTests : IDisposable
{
    private const string Password = "purple kettle on the moon";
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_first_start_prints_a_key_once_and_a_second_start_finds_everything_again()
    {
        string key, session, id;
        await using (var first = await MembersProcess.Start(_directory.Path))
        {
            key = Keys().Match(first.Output).Value;
            Assert.NotEqual("", key);
            Assert.Equal(3, Regex.Count(first.Output, "  curl -s "));
            Assert.Contains(first.Url, first.Output);

            using var site = new Site(first.Url, key);
            id = (await site.Register("Ann@example.com", Password))!.Value.Body.GetProperty("member").GetProperty("id").GetString()!;
            session = await site.OpenSession("ann@example.com", Password);
            var settings = await site.Call(HttpMethod.Patch, "/v1/authentication/settings", new { signupApproval = "MANUAL" });
            Assert.Equal(HttpStatusCode.OK, settings!.Value.Status);
            Assert.Equal(0, await first.Stop());
        }

        await using var second = await MembersProcess.Start(_directory.Path);
        Assert.DoesNotMatch(Keys(), second.Output);
        using var again = new Site(second.Url, key);
        var me = await again.Call(HttpMethod.Get, "/v1/authentication/me", bearer: session);
        Assert.Equal(id, me!.Value.Body.GetProperty("member").GetProperty("id").GetString());
        Assert.True(await again.CanLogIn("ann@example.com", Password));
        var pending = await again.Register("ben@example.com", Password);
        Assert.Equal("PENDING", pending!.Value.Body.GetProperty("member").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Nothing_secret_is_in_the_output_or_in_the_stored_files()
    {
        var settings = new Dictionary<string, string> { ["Members__BootstrapApiKey"] = TestSettings.ApiKey };
        await using var product = await MembersProcess.Start(_directory.Path, settings);
        using var site = new Site(product.Url, TestSettings.ApiKey);
        await site.Register("canary@example.com", Password);
        var session = await site.OpenSession("canary@example.com", Password);
        await site.Call(HttpMethod.Post, "/v1/authentication/login", new { email = "canary@example.com", password = Password + " wrong" });
        await site.Call(HttpMethod.Get, "/v1/authentication/me", bearer: session[..^1] + "~");
        await site.Call(HttpMethod.Post, "/v1/authentication/login", "{ not an object");
        Assert.Equal(0, await product.Stop());

        var files = Directory.EnumerateFiles(_directory.Path, "*.db*", SearchOption.AllDirectories);
        var stored = string.Concat(files.Select(f => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.Contains("canary@example.com", stored);
        foreach (var secret in new[] { Password, TestSettings.ApiKey, session, session[4..40] })
        {
            Assert.DoesNotContain(secret, product.Output);
            Assert.DoesNotContain(secret, stored);
        }

        Assert.DoesNotContain("canary@example.com", product.Output);
    }

    // The sentences of all settings are asserted without a process.
    [Fact]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence_that_names_it()
    {
        await using var product = MembersProcess.Launch(_directory.Path, new Dictionary<string, string> { ["Members__BcryptCots"] = "11" });
        Assert.Equal(2, await product.WaitForExit());
        Assert.Contains("Members:BcryptCots is not a setting of Members. Did you mean Members:BcryptCost?", product.Output);
        Assert.DoesNotContain("   at ", product.Output);
    }

    [Theory]
    [InlineData("Silo", "127.0.0.1", "http://127.0.0.1:{0}")]
    [InlineData("Silo", "::1", "http://localhost:{0}")]
    [InlineData("Silo", "::1", "http://*:{0}")]
    [InlineData("Gateway", "127.0.0.1", "http://127.0.0.1:{0}")]
    [InlineData("Gateway", "::1", "http://localhost:{0}")]
    public async Task An_address_in_use_is_said_in_a_sentence(string program, string taken, string url)
    {
        using var occupied = new TcpListener(IPAddress.Parse(taken), 0);
        occupied.Start();
        var urls = string.Format(CultureInfo.InvariantCulture, url, ((IPEndPoint)occupied.LocalEndpoint).Port);
        var settings = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = urls };
        string[] command = ["dotnet", program == "Silo" ? Repository.Silo : Repository.Gateway];
        await using var blocked = ChildProcess.Start(command, settings, _directory.Path, Path.Combine(_directory.Path, "log"));

        Assert.Equal(2, await blocked.WaitForExit());
        Assert.EndsWith(
            $"cannot start.\nThe address {urls} is in use by another process. Set ASPNETCORE_URLS to another one.\n", blocked.Output);
    }

    [Fact]
    public async Task A_first_key_that_cannot_be_shown_ends_the_start_and_the_next_one_shows_one_that_works()
    {
        // The output goes nowhere, as to a disk that is full.
        string[] command = ["sh", "-c", "exec \"$@\" >/dev/full", "sh", "dotnet", Repository.Silo];
        var settings = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" };
        await using var deaf = ChildProcess.Start(command, settings, _directory.Path, Path.Combine(_directory.Path, "log"));
        Assert.Equal(2, await deaf.WaitForExit());
        Assert.Contains("The first API key could not be shown: No space left on device", deaf.Output);

        await using var next = await MembersProcess.Start(_directory.Path);
        using var site = new Site(next.Url, Keys().Match(next.Output).Value);
        Assert.Equal(HttpStatusCode.OK, (await site.Call(HttpMethod.Get, "/v1/api-keys"))!.Value.Status);
    }

    [GeneratedRegex("mak_[A-Za-z0-9_-]{92}")]
    private static partial Regex Keys();
}

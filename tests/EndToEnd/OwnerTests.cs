using System.Net;
using System.Text.Json;

namespace Members.Tests.EndToEnd;

/// <summary>The argument <c>--owner EMAIL</c> of the program.</summary>
public sealed class OwnerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_first_owner_is_named_on_the_command_line_and_the_program_says_so()
    {
        var settings = new Dictionary<string, string> { ["Members__BootstrapApiKey"] = TestSettings.ApiKey };
        await using var product = MembersProcess.Launch(_directory.Path, settings, "--owner", "ann@example.org");
        await Eventually.Holds(
            () => Task.FromResult(product.Output.Contains("  owner ", StringComparison.Ordinal)),
            () => product.Output,
            TimeSpan.FromSeconds(60));

        Assert.Contains("ann@example.org is an owner. A link that sets the password is mailed to them.", product.Output);
        using var site = new Site(product.Url, TestSettings.ApiKey);
        var staff = await site.Call(HttpMethod.Get, "/v1/staff");
        Assert.Equal(HttpStatusCode.OK, staff!.Value.Status);
        Assert.Equal(["ann@example.org"], People(staff.Value.Body));
        Assert.Equal(0, await product.Stop());
    }

    [Theory]
    [InlineData("Silo", "ann", "Members:Owner must be an e-mail address, such as ann@example.org.")]
    [InlineData("Gateway", "ann@example.org", "Members:Owner is not a setting of Members. A gateway takes Members:Database, ")]
    public async Task What_cannot_be_done_ends_the_start_with_a_sentence(string program, string address, string sentence)
    {
        string[] command = ["dotnet", program == "Silo" ? Repository.Silo : Repository.Gateway, "--owner", address];
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Members__Database"] = "Host=127.0.0.1",
        };
        if (program == "Silo")
        {
            settings.Remove("Members__Database");
        }

        await using var process = ChildProcess.Start(command, settings, _directory.Path, Path.Combine(_directory.Path, "log"));

        Assert.True(await process.WaitForExit() == 2, process.Output);
        Assert.Contains(sentence, process.Output);
        Assert.DoesNotContain("   at ", process.Output);
    }

    private static IEnumerable<string> People(JsonElement staff) =>
        staff.GetProperty("staff").EnumerateArray().Select(p => p.GetProperty("email").GetString()!);
}

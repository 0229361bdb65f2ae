using System.Diagnostics;
using System.Net;

namespace Members.Tests.EndToEnd;

/// <summary>SIGTERM ends the program without ending a request: readiness goes first, then the port, then the rest.</summary>
public sealed class DrainTests : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(3);
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Readiness_is_off_at_once_and_every_request_is_answered_until_the_port_closes()
    {
        await using var product = await MembersProcess.Start(_directory.Path, Settings(Delay));
        using var client = new HttpClient { BaseAddress = new Uri(product.Url) };
        Assert.Equal(HttpStatusCode.OK, await Status(client, "/health/ready"));

        var watch = Stopwatch.StartNew();
        await product.Send(Signal.Terminate);
        await Eventually.Holds(
            async () => await Status(client, "/health/ready") == HttpStatusCode.ServiceUnavailable, () => product.Output, Delay);
        var answered = 0;
        while (await Status(client, "/health/live") is { } status)
        {
            Assert.Equal(HttpStatusCode.OK, status);
            answered++;
        }

        Assert.InRange(watch.Elapsed, Delay, Delay + TimeSpan.FromSeconds(10));
        Assert.True(answered > 0, $"{answered} answered. {product.Output}");
        Assert.Equal(0, await product.WaitForExit());
    }

    [Fact]
    public async Task A_request_that_is_being_worked_on_when_the_port_closes_is_answered()
    {
        // A password hash of this cost takes a second.
        var settings = Settings(TimeSpan.FromMilliseconds(100), ("Members__BcryptCost", "14"));
        await using var product = await MembersProcess.Start(_directory.Path, settings);
        using var client = new HttpClient { BaseAddress = new Uri(product.Url) };
        using var site = new Site(product.Url, TestSettings.ApiKey);
        var registration = site.Register("ann@example.com", "purple kettle on the moon");
        await Task.Delay(TimeSpan.FromMilliseconds(300));

        await product.Send(Signal.Terminate);
        await Eventually.Holds(async () => await Status(client, "/health/live") is null, () => product.Output);
        Assert.False(registration.IsCompleted);

        Assert.Equal(HttpStatusCode.OK, (await registration)?.Status);
        Assert.Equal(0, await product.WaitForExit());
    }

    private static Dictionary<string, string> Settings(TimeSpan delay, params (string Name, string Value)[] others) =>
        new Dictionary<string, string> { ["Members__BootstrapApiKey"] = TestSettings.ApiKey, ["Members__DrainDelay"] = delay.ToString() }
            .With(others);

    // Null: the port is closed, or closed while the connection waited to be accepted.
    private static async Task<HttpStatusCode?> Status(HttpClient client, string path)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}

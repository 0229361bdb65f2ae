using System.Net;
using System.Net.Http.Json;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Around;

/// <summary>Between being told to stop and stopping: probes say no, and everything else goes on.</summary>
public sealed class DrainTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task While_it_drains_readiness_is_off_and_requests_are_answered_on_connections_that_end()
    {
        await using var server = await MembersServer.Start([("Members:DrainDelay", Delay.ToString())]);
        var person = await server.Register();
        using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
        Assert.Null((await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).EnsureSuccessStatusCode().Headers.ConnectionClose);

        var stop = server.App.StopAsync();

        using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (ready.StatusCode, ready.Headers.ConnectionClose));
        Assert.Equal("{\"status\":\"DRAINING\"}", await ready.Content.ReadAsStringAsync());
        using var live = await http.GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        using var login = await http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/v1/authentication/login")
        {
            Headers = { { "Authorization", $"Bearer {MembersServer.BootstrapKey}" } },
            Content = JsonContent.Create(new { email = person.Email, password = person.Password }),
        });
        Assert.Equal((HttpStatusCode.OK, true), (login.StatusCode, login.Headers.ConnectionClose));
        using var nothing = await http.GetAsync(new Uri("/nothing/here", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NotFound, true), (nothing.StatusCode, nothing.Headers.ConnectionClose));
        Assert.False(stop.IsCompleted);

        server.Clock.Advance(Delay);
        await stop.WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("/health/live", UriKind.Relative)));
    }

    [Fact]
    public async Task Without_a_delay_it_stops_at_once()
    {
        await using var server = await MembersServer.Start();
        await server.App.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }
}

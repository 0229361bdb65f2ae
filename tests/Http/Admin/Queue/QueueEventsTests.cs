using Members.Gateway.Admin.Queue;
using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace Members.Tests.Http.Admin.Queue;

/// <summary>What an open list is told while it is open.</summary>
[Collection(ManualCollection.Name)]
public sealed class QueueEventsTests(ManualServer shared)
{
    private const string Cookie = "__Host-members-session";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task It_tells_who_waits_at_first_and_when_that_changes()
    {
        using var events = await Open(await _server.Browser("approver"));
        Assert.Equal("text/event-stream", events.Type);
        var waiting = int.Parse(await events.Next("queue"), System.Globalization.CultureInfo.InvariantCulture);

        await _server.Waiting();

        Assert.Equal(waiting + 1, int.Parse(await events.Next("queue"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("session")]
    [InlineData("role")]
    public async Task It_ends_with_the_session_and_with_the_role(string what)
    {
        var person = await _server.Hire("approver");
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        using var events = await Open(visitor);
        await events.Next("open");
        if (what == "session")
        {
            (await _server.Operator.Post($"/v1/members/{person.Id}/end-sessions", new { })).Done();
        }
        else
        {
            await _server.Dismiss(person);
        }

        Assert.Null(await events.Last());
    }

    [Fact]
    public async Task It_goes_on_while_the_session_is_good()
    {
        using var events = await Open(await _server.Browser("auditor"));
        await events.Next("still");
        await events.Next("still");
    }

    [Fact]
    public async Task Nobody_else_is_told()
    {
        Assert.Equal(403, (await (await _server.Browser("helpdesk")).Open("/admin/queue/events")).Status);
        Assert.Equal(401, (await new PageVisitor(_server).Open("/admin/queue/events")).Status);
    }

    [Fact]
    public async Task When_too_many_listen_the_next_is_told_not_to_ask_again()
    {
        var (watch, viewers) = (_server.App.Services.GetRequiredService<QueueWatch>(), new List<IDisposable>());
        try
        {
            while (watch.Join() is { } viewer)
            {
                viewers.Add(viewer);
            }

            Assert.InRange(viewers.Count, QueueWatch.MostViewers - 5, QueueWatch.MostViewers);
            Assert.Equal(204, (await Ask(await _server.Browser("approver"))).Status);
        }
        finally
        {
            viewers.ForEach(v => v.Dispose());
        }
    }

    private static async Task<(int Status, HttpResponseMessage Message)> Ask(PageVisitor visitor, HttpClient? http = null, string url = "")
    {
        http ??= new HttpClient();
        var request = new HttpRequestMessage(HttpMethod.Get, $"{url}/admin/queue/events");
        request.Headers.TryAddWithoutValidation("Cookie", $"{Cookie}={visitor.Cookies[Cookie]}");
        var message = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return ((int)message.StatusCode, message);
    }

    private Task<(int Status, HttpResponseMessage Message)> Ask(PageVisitor visitor) => Ask(visitor, null, _server.Url);

    private async Task<Events> Open(PageVisitor visitor) => new(_server, (await Ask(visitor)).Message);

    /// <summary>The events of one listener. The clock goes on while they are waited for.</summary>
    private sealed class Events(MembersServer server, HttpResponseMessage message) : IDisposable
    {
        private StreamReader? _reader;

        public string? Type => message.Content.Headers.ContentType?.MediaType;

        public async Task<string> Next(string type)
        {
            while (true)
            {
                var line = await Line();
                Assert.NotNull(line);
                if (line == $"event: {type}")
                {
                    return (await Line())!["data:".Length..].Trim();
                }
            }
        }

        public async Task<string?> Last()
        {
            while (await Line() is { } line)
            {
                Assert.DoesNotContain("still", line, StringComparison.Ordinal);
            }

            return null;
        }

        public void Dispose() => message.Dispose();

        private async Task<string?> Line()
        {
            _reader ??= new StreamReader(await message.Content.ReadAsStreamAsync());
            var reading = _reader.ReadLineAsync();
            for (var waited = TimeSpan.Zero; waited < Patience; waited += TimeSpan.FromMilliseconds(50))
            {
                if (await Task.WhenAny(reading, Task.Delay(50)) == reading)
                {
                    return await reading;
                }

                server.Clock.Advance(QueueWatch.Interval);
            }

            throw new TimeoutException("No event came.");
        }
    }
}

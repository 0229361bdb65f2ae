using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Members.Tests.Http.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Members.Tests.Http.Pages;

/// <summary>A server behind a proxy that gives it what is below <c>/auth</c>, and everything else to another application.</summary>
[SuppressMessage("Design", "CA1001", Justification = "DisposeAsync does.")]
public sealed class PrefixedServer : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _elsewhere = [];
    private WebApplication _proxy = null!;

    internal MembersServer Server { get; private set; } = null!;

    /// <summary>What browsers open.</summary>
    internal string Address { get; private set; } = "";

    /// <summary>What reached the other application.</summary>
    internal IReadOnlyCollection<string> Elsewhere => _elsewhere;

    internal HttpClient Browser { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public async Task InitializeAsync()
    {
        // Its port must be known before the server starts, whose setting names it.
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _proxy = builder.Build();
        _proxy.Run(Forward);
        await _proxy.StartAsync();
        Address = _proxy.Urls.First() + "/auth";
        Server = await MembersServer.Start([("Members:PublicBaseUrl", Address)]);
    }

    public async Task DisposeAsync()
    {
        Browser.Dispose();
        await Server.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    private async Task Forward(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/auth", out var rest))
        {
            _elsewhere.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return;
        }

        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(new(context.Request.Method), Server.Url + rest + context.Request.QueryString);
        if (context.Request.ContentType is { } type)
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var reply = await client.SendAsync(request);
        context.Response.StatusCode = (int)reply.StatusCode;
        context.Response.ContentType = reply.Content.Headers.ContentType?.ToString();
        if (reply.Headers.Location is { } location)
        {
            context.Response.Headers.Location = location.ToString();
        }

        await reply.Content.CopyToAsync(context.Response.Body);
    }
}

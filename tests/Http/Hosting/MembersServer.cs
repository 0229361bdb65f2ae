using System.Net;
using System.Net.Sockets;
using Members.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Members.Tests.Http.Hosting;

/// <summary>
/// The whole product as it is shipped: Kestrel on a free port, a silo, a SQLite file. Only the members' clock is the tests'.
/// </summary>
internal sealed class MembersServer : IAsyncDisposable
{
    public const string BootstrapKey = TestSettings.ApiKey, GoodPassword = TestSettings.Password;

    private static readonly Lazy<string> Root = new(() =>
    {
        var root = System.IO.Directory.CreateTempSubdirectory("members-http-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.Directory.Delete(root, recursive: true);
        return root;
    });

    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly Description _description;
    private bool _stopped;

    private MembersServer(WebApplication app, string data, FakeTimeProvider clock, ServerLog log, Description description)
    {
        (_app, DataDirectory, Clock, Log, _description) = (app, data, clock, log, description);
        (_http, Mail) = (ClientOf(app), new Mailbox(Path.Combine(data, "mail")));
    }

    public string DataDirectory { get; }

    public FakeTimeProvider Clock { get; }

    public ServerLog Log { get; }

    public Mailbox Mail { get; }

    public Description Description => _description;

    public WebApplication App => _app;

    public string Url => _app.Urls.First();

    /// <summary>Somebody without a credential.</summary>
    public Api Visitor => new(_http, _description, null);

    /// <summary>The operator, whose key has every scope.</summary>
    public Api Operator => Visitor.As($"Bearer {BootstrapKey}");

    /// <summary>Starts one.</summary>
    /// <param name="settings">Settings besides the usual ones.</param>
    /// <param name="data">A directory that is there already; null for a new one.</param>
    /// <param name="clock">A clock that goes on; null for a new one.</param>
    /// <param name="configure">What else is put in place of something.</param>
    /// <param name="withoutKey">Whether the operator gives no first key.</param>
    public static async Task<MembersServer> Start(
        IEnumerable<(string Name, string Value)>? settings = null, string? data = null, FakeTimeProvider? clock = null,
        Action<WebApplicationBuilder>? configure = null,
        bool withoutKey = false)
    {
        data ??= NewDirectory();
        clock ??= new FakeTimeProvider(TestSettings.Start);
        var log = new ServerLog();
        var all = TestSettings.Unlimited.With(
        [
            ("urls", "http://127.0.0.1:0"),
            ("Members:DataDirectory", data),
            ("Members:BootstrapApiKey", BootstrapKey),
            ("Members:UniformAnswerAfter", "00:00:00.02"),
            ("Members:RefusalHold", "00:00:00"),
            ("Members:FailedCredentialsPerMinute", "100000"),
            ("Members:VisitorRequestsPerMinute", "100000"),
            .. settings ?? [],
        ]);
        if (withoutKey)
        {
            all.Remove("Members:BootstrapApiKey");
        }

        var app = await MembersHost.Build([.. all.Select(s => $"--{s.Key}={s.Value}")], builder =>
        {
            Prepare(builder, clock, log);
            configure?.Invoke(builder);
        });
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new MembersServer(app, data, clock, log, Description.Ours);
    }

    /// <summary>An empty directory that is gone when the tests have ended.</summary>
    public static string NewDirectory() =>
        System.IO.Directory.CreateDirectory(Path.Combine(Root.Value, Guid.NewGuid().ToString("N"))).FullName;

    public async ValueTask DisposeAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();

        // The pool keeps the file open: the next server on the directory must find it as a new process would.
        SqliteConnection.ClearAllPools();
        Log.Dispose();
    }

    /// <summary>Somebody who calls from another address of this machine, and so has a rate limit of their own.</summary>
    public Api VisitorFrom(IPAddress address)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new Api(new HttpClient(handler) { BaseAddress = new Uri(Url) }, _description, null);
    }

    private static void Prepare(WebApplicationBuilder builder, FakeTimeProvider clock, ServerLog log)
    {
        builder.Logging.ClearProviders().AddProvider(log.Provider);
        builder.Services.AddSingleton<TimeProvider>(clock);

        // The runtime's own loops have keyed clocks that follow the default one unless they are pinned: a jump of two weeks
        // would fire each of them at once, and a clock that stands still would stop them.
        builder.UseOrleans(silo => silo.Services
            .UseTimeProviderForBackgroundAreas(TimeProvider.System)

            // The default is two tables of 9 MB in each of some hundred servers, which the runtime's gauges keep until the process ends.
            .Configure<GrainDirectoryOptions>(options => options.CacheSize = 10_000));
    }

    private static HttpClient ClientOf(WebApplication app) =>
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(app.Urls.First()),
            Timeout = TimeSpan.FromSeconds(60),
        };
}

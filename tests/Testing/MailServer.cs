using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Storage;

namespace Members.Tests.Testing;

/// <summary>An SMTP server in this process that keeps every mail, and fails as a test tells it to.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private static readonly TimeSpan ReceiveTimeout = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<ReceivedMail> _next = Channel.CreateUnbounded<ReceivedMail>();
    private readonly ConcurrentQueue<ReceivedMail> _mails = new();
    private readonly ConcurrentDictionary<string, ConcurrentStack<ReceivedMail>> _mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Task _running;
    private long _turnedAway;
    private volatile MailServerFault _fault;
    private TaskCompletionSource _healed = NotHealed();

    private MailServer(MailServerOptions options)
    {
        (Address, _fault) = (new IPEndPoint(options.Address, options.Port ?? FreePort.Next(options.Address)), options.Fault);
        var handler = new MailServerHandler(this, options, _stop.Token);
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMessageStore)handler);
        services.Add((IMailboxFilter)handler);
        services.Add((IUserAuthenticator)handler);
        var server = new SmtpServer.SmtpServer(
            new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint => Configure(endpoint, options)).Build(), services);
        server.SessionCreated += (_, session) => handler.Connected(session.Context);
        _running = server.StartAsync(_stop.Token);
    }

    public IPEndPoint Address { get; }

    public int Port => Address.Port;

    /// <summary>What goes wrong from now on.</summary>
    public MailServerFault Fault
    {
        get => _fault;
        set
        {
            _fault = value;
            if (value != MailServerFault.NoAnswer)
            {
                Interlocked.Exchange(ref _healed, NotHealed()).TrySetResult();
            }
        }
    }

    /// <summary>Completes when the fault of now is another.</summary>
    internal Task Healed => Volatile.Read(ref _healed).Task;

    /// <summary>All mails that were taken.</summary>
    public IReadOnlyCollection<ReceivedMail> Mails => _mails;

    /// <summary>The mails to an address, the newest first.</summary>
    public IEnumerable<ReceivedMail> To(string address) => _mailboxes.GetValueOrDefault(address) ?? Enumerable.Empty<ReceivedMail>();

    /// <summary>
    /// How many connections and mails met <see cref="MailServerFault.Unreachable"/> or <see cref="MailServerFault.NoAnswer"/>.
    /// </summary>
    public long TurnedAway => Volatile.Read(ref _turnedAway);

    public static MailServer Start(MailServerOptions? options = null) => new(options ?? new MailServerOptions());

    /// <summary>The next mail, in the order in which they came.</summary>
    public async Task<ReceivedMail> Receive(TimeSpan? timeout = null) =>
        await _next.Reader.ReadAsync().AsTask().WaitAsync(timeout ?? ReceiveTimeout);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(ReceiveTimeout);
        _stop.Dispose();
    }

    internal void Keep(ReceivedMail mail)
    {
        _mails.Enqueue(mail);
        foreach (var address in mail.To)
        {
            _mailboxes.GetOrAdd(address, _ => []).Push(mail);
        }

        _next.Writer.TryWrite(mail);
    }

    internal void TurnAway() => Interlocked.Increment(ref _turnedAway);

    private static TaskCompletionSource NotHealed() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Configure(EndpointDefinitionBuilder endpoint, MailServerOptions options)
    {
        endpoint.Endpoint(Address).IsSecure(options.ImplicitTls);
        if (options.Certificate is { } certificate)
        {
            endpoint.Certificate(certificate);
        }

        if (options.Login is not null)
        {
            endpoint.AuthenticationRequired().AllowUnsecureAuthentication(options.Certificate is null);
        }
    }
}

using MailKit;

namespace Members.Silo.Mail;

/// <summary>
/// The time limits of a conversation with a mail server (RFC 5321, 4.5.3.2). What is sent begins the next limit, and what is received
/// does not: a server that sends a byte every few seconds is given up all the same.
/// </summary>
/// <remarks>MailKit has one limit for everything, and shows what it sends to a protocol logger alone.</remarks>
internal sealed class SmtpDeadline : IProtocolLogger
{
    private readonly CancellationTokenSource _over;
    private readonly TimeSpan _command;
    private SmtpStep _step;

    // The last bytes of the mail: the dot that ends it may be sent in a block of its own.
    private string _tail = "";

    /// <param name="command">The limit of a command; no other is longer but the one after the end of the mail.</param>
    /// <param name="clock">The clock.</param>
    public SmtpDeadline(TimeSpan command, TimeProvider clock)
    {
        (_command, _over) = (command, new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock));
        Begin(SmtpStep.Command);
    }

    /// <inheritdoc/>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <summary>The time is up.</summary>
    public CancellationToken Over => _over.Token;

    /// <inheritdoc/>
    public void LogConnect(Uri uri)
    {
    }

    /// <inheritdoc/>
    public void LogClient(byte[] buffer, int offset, int count)
    {
        var sent = System.Text.Encoding.Latin1.GetString(buffer, offset, count);
        Begin(_step is SmtpStep.Content ? Content(sent) : Command(sent));
    }

    /// <inheritdoc/>
    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (_step == SmtpStep.Data && buffer[offset] == '3')
        {
            _step = SmtpStep.Content;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _over.Dispose();

    private static SmtpStep Command(string sent) => sent switch
    {
        "DATA\r\n" => SmtpStep.Data,
        "RSET\r\n" or "QUIT\r\n" => SmtpStep.Farewell,
        _ => SmtpStep.Command,
    };

    private TimeSpan Limit(SmtpStep step) => step switch
    {
        SmtpStep.Command => _command,
        SmtpStep.Data => Shorter(TimeSpan.FromMinutes(2)),
        SmtpStep.Content => Shorter(TimeSpan.FromMinutes(3)),
        SmtpStep.End => TimeSpan.FromMinutes(10),
        SmtpStep.Farewell => Shorter(TimeSpan.FromSeconds(10)),
    };

    private TimeSpan Shorter(TimeSpan limit) => limit < _command ? limit : _command;

    private SmtpStep Content(string sent)
    {
        const string end = "\r\n.\r\n";
        _tail += sent;
        _tail = _tail[^Math.Min(_tail.Length, end.Length)..];
        return _tail == end ? SmtpStep.End : SmtpStep.Content;
    }

    private void Begin(SmtpStep step) => _over.CancelAfter(Limit(_step = step));
}

/// <summary>What a conversation with a mail server waits for.</summary>
internal enum SmtpStep
{
    /// <summary>The connection, the greeting, or the answer to a command.</summary>
    Command,

    /// <summary>The leave to send the mail.</summary>
    Data,

    /// <summary>That the server takes a block of the mail.</summary>
    Content,

    /// <summary>The answer to the whole mail. Whoever gives up here does not know whether it was delivered.</summary>
    End,

    /// <summary>The answer to a command that nothing depends on any more.</summary>
    Farewell,
}

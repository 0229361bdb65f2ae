using System.Globalization;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Members.Silo.Mail;

/// <summary>Why a mail did not leave, in words that are safe to log.</summary>
internal static class DeliveryFailure
{
    /// <summary>The reason. Never the exception's own text: servers like to repeat the recipient's address in theirs.</summary>
    public static string Reason(Exception failure) => failure switch
    {
        SmtpCommandException refused => string.Create(CultureInfo.InvariantCulture, $"the server refused it: {refused.ErrorCode}, status {(int)refused.StatusCode}"),
        SmtpProtocolException => "the server broke off or does not speak SMTP",
        AuthenticationException => "the server refused the user name or password",
        SslHandshakeException => "no TLS: the server's certificate is not trusted or names another host, or the server speaks none",
        NotSupportedException => "the server does not offer what is needed, such as STARTTLS or a login",
        SocketException socket => $"no connection: {socket.SocketErrorCode}",
        TimeoutException => "the time is up",
        OperationCanceledException => "Members is stopping",
        UnauthorizedAccessException => "a file or folder may not be used",
        IOException => "a file or connection failed while in use",
        _ => $"{failure.GetType().FullName}{Environment.NewLine}{failure.StackTrace}",
    };
}

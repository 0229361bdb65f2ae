using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Members.Silo.Mail;

/// <summary>Why a mail was not delivered, in words that are safe to log.</summary>
internal static class DeliveryFailure
{
    /// <summary>The reason. Never the exception's message: servers like to repeat the recipient's address in theirs.</summary>
    public static string Reason(Exception failure) => failure switch
    {
        MailRefusedException { InnerException: SmtpCommandException refused } => Reason(refused),
        SmtpCommandException refused => $"the server refused it: {refused.ErrorCode}, status {SmtpRefusal.Status(refused)}",
        ServiceNotAuthenticatedException => "the server wants a login: Members:Mail:User and its password must be set",
        SmtpProtocolException => "the server closed the connection or does not speak SMTP",
        AuthenticationException => "the server refused the user name or password",
        SslHandshakeException => "no TLS: the server's certificate is not trusted or is for another host, or the server does not offer TLS",
        NotSupportedException => "the server does not offer what is needed, such as STARTTLS or a login",
        SocketException socket => $"no connection: {socket.SocketErrorCode}",
        TimeoutException => "it timed out",
        OperationCanceledException => "Members is stopping",
        UnauthorizedAccessException => "access to a file or folder is denied",
        IOException => "a file or connection failed while in use",
        _ => $"{failure.GetType().FullName}{Environment.NewLine}{failure.StackTrace}",
    };

    /// <summary>A reason without the place in the code that an unexpected fault has in the log.</summary>
    public static string InOneLine(string reason) => reason.Split('\n', 2)[0].TrimEnd();
}

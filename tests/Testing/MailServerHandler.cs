using System.Buffers;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Members.Tests.Testing;

/// <summary>The server's side of each conversation.</summary>
internal sealed class MailServerHandler(MailServer server, MailServerOptions options, CancellationToken stop)
    : IMessageStore, IMailboxFilter, IUserAuthenticator
{
    public void Connected(ISessionContext session)
    {
        if (server.Fault == MailServerFault.Unreachable)
        {
            server.TurnAway();
            session.Pipe.Dispose();
            return;
        }

        session.CommandExecuting += (_, executing) =>
        {
            if (executing.Command is QuitCommand)
            {
                Quit(session);
            }
        };
    }

    public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
        Task.FromResult((user, password) == options.Login);

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) =>
        Task.FromResult(true);

    // With the address in the text, as real servers do it: it must not get into the product's log.
    public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
        server.Fault switch
        {
            MailServerFault.RefusedForNow => throw Refusal(451, $"4.3.0 <{to.AsAddress()}>: try again later"),
            MailServerFault.Refused => throw Refusal(550, $"5.1.1 <{to.AsAddress()}>: no such mailbox"),
            _ => Task.FromResult(true),
        };

    public async Task<SmtpResponse> SaveAsync(
        ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        if (server.Fault == MailServerFault.NoAnswer)
        {
            server.TurnAway();
            await server.Healed.WaitAsync(cancellationToken);
            context.Pipe.Dispose();
            return SmtpResponse.Ok;
        }

        server.Keep(new ReceivedMail(
            transaction.From.AsAddress(),
            [.. transaction.To.Select(t => t.AsAddress())],
            (byte[])[.. buffer.ToArray(), .. "\r\n"u8], // The end of the last line: the library takes it for a part of the final dot's.
            context.Pipe.IsSecure,
            context.Authentication.IsAuthenticated ? context.Authentication.User : null,
            TimeProvider.System.GetUtcNow()));
        if (server.Fault == MailServerFault.BrokenBeforeAnswer)
        {
            context.Pipe.Dispose();
        }

        return SmtpResponse.Ok;
    }

    private static SmtpResponseException Refusal(int status, string text) => new(new SmtpResponse((SmtpReplyCode)status, text));

    private void Quit(ISessionContext session)
    {
        if (server.Fault == MailServerFault.BrokenAtQuit)
        {
            session.Pipe.Dispose();
        }
        else if (server.Fault == MailServerFault.NoAnswerToQuit)
        {
            // The library's commands cannot be replaced, so the thread of this conversation waits.
            stop.WaitHandle.WaitOne();
        }
    }
}

namespace Members.Silo.Mail;

/// <content>The log: ids only, never an address, a link or a server's own words.</content>
internal sealed partial class MailDispatcher
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Sending mails to {Destination}.")]
    private partial void LogStarted(string destination);

    [LoggerMessage(Level = LogLevel.Information, Message = "Sent mail {Entry} of member {Member}.")]
    private partial void LogSent(Guid member, Guid entry);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not send mail {Entry} of member {Member}; it will be retried: {Reason}.")]
    private partial void LogFailed(Guid member, Guid entry, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Gave up mail {Entry} of member {Member} for good: {Reason}.")]
    private partial void LogGivenUp(Guid member, Guid entry, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The mail queue is full. Mail {Entry} of member {Member} stays in the outbox and will be retried.")]
    private partial void LogFull(Guid member, Guid entry);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Mail {Entry} of member {Member} was not sent: its link or code expired in the queue.")]
    private partial void LogStale(Guid member, Guid entry);
}

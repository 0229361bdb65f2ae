namespace Members.Silo.Mail;

/// <content>What it logs: ids only, never an address, a link or a server's own words.</content>
internal sealed partial class MailDispatcher
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Mails go to {Destination}.")]
    private partial void LogStarted(string destination);

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Entry} of member {Member} has left.")]
    private partial void LogSent(Guid member, Guid entry);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Entry} of member {Member} has not left and will be tried again: {Reason}.")]
    private partial void LogFailed(Guid member, Guid entry, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Too many mails wait; mail {Entry} of member {Member} stays in the outbox and will be tried again.")]
    private partial void LogFull(Guid member, Guid entry);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Entry} of member {Member} waited until its link was dead and was not sent.")]
    private partial void LogStale(Guid member, Guid entry);
}

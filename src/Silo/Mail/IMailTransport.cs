namespace Members.Silo.Mail;

/// <summary>Takes mails out of the process.</summary>
internal interface IMailTransport
{
    /// <summary>Where mails go, for the log.</summary>
    string Destination { get; }

    /// <summary>Returns when the mail has been taken over for good; throws when it was not, or when that is unknown.</summary>
    Task Send(OutgoingMail mail, CancellationToken cancellationToken);
}

namespace Members.Silo.Mail;

/// <summary>Delivers mails out of the process.</summary>
internal interface IMailTransport
{
    /// <summary>Where mails go, for the log.</summary>
    string Destination { get; }

    /// <summary>Returns once the mail has been accepted for good; throws when it was not, or when that is unknown.</summary>
    Task Send(OutgoingMail mail, CancellationToken cancellationToken);
}

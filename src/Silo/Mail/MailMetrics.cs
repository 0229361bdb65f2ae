using System.Diagnostics.Metrics;
using Members.Audit;
using Members.Grains.Mail;
using Members.Telemetry;

namespace Members.Silo.Mail;

/// <summary>Counts the attempts at mails by kind and outcome, and shows how many mails wait and for how long.</summary>
internal sealed class MailMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Members.Mail";

    /// <summary>It was not delivered and is tried again.</summary>
    public const string Failed = "FAILED";

    /// <summary>The mail server refused it for good.</summary>
    public const string Refused = "REFUSED";

    /// <summary>Its link or code had expired before it was its turn.</summary>
    public const string Expired = "EXPIRED";

    /// <summary>There was no room for it; it is tried again.</summary>
    public const string QueueFull = "QUEUE_FULL";

    private readonly UnsentMails _unsent = new();
    private readonly OutcomeCounter _attempts;

    public MailMetrics(IMeterFactory meters, TimeProvider clock)
    {
        var meter = meters.Create(Name);
        _attempts = new OutcomeCounter(
            meter,
            "members.mail.attempts",
            "{attempt}",
            "Attempts to send a mail",
            [AuditResult.Success, Failed, Refused, Expired, QueueFull],
            "members.mail.kind",
            Enum.GetNames<MailKind>());
        meter.CreateObservableUpDownCounter(
            "members.mail.unsent", () => _unsent.Read(clock.GetUtcNow()).Count, "{mail}", "Mails that have not left yet");
        meter.CreateObservableGauge(
            "members.mail.age",
            () => _unsent.Read(clock.GetUtcNow()).Oldest.TotalSeconds,
            "s",
            "Time that the oldest mail has waited to leave; 0 when none waits");
    }

    /// <summary>A mail is to be sent.</summary>
    public void Posted(QueuedMail mail) => _unsent.Add(mail);

    /// <summary>How many mails wait to leave, and how long the oldest has waited.</summary>
    public (int Count, TimeSpan Oldest) Unsent(DateTimeOffset now) => _unsent.Read(now);

    /// <summary>An attempt has ended.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="outcome">One of the constants here, or success.</param>
    public void Ended(QueuedMail mail, string outcome)
    {
        _attempts.Of(outcome, mail.Job.Kind.ToString()).Add();
        if (outcome is not (Failed or QueueFull))
        {
            _unsent.Remove(mail);
        }
    }
}

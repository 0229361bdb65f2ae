using Members.Grains.Mail;

namespace Members.Silo.Mail;

/// <summary>
/// Sends the members' mails in the background. It keeps nothing that matters: until a mail has left and the member
/// knows, it is in the member's stored outbox, which hands it over again (contract I11).
/// </summary>
internal sealed partial class MailDispatcher(
    MailComposer composer, IMailTransport transport, SentReceipts receipts, TimeProvider clock, ILogger<MailDispatcher> logger)
    : BackgroundService, IMailSender
{
    /// <summary>The most mails that wait in memory; further ones wait in their outboxes.</summary>
    internal const int Capacity = 1000;

    private const int Senders = 4;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private readonly MailQueue _queue = new(Capacity);

    /// <inheritdoc/>
    public void Post(MailJob job)
    {
        if (!_queue.TryPut(new QueuedMail(job, clock.GetUtcNow())))
        {
            LogFull(job.MemberId, job.EntryId);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogStarted(transport.Destination);

        // A mail that is being sent when Members stops gets some seconds more: broken off, it might be sent twice.
        using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var stopping = stoppingToken.Register(() => end.CancelAfter(Grace));
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAll(stoppingToken, end.Token)));
    }

    private async Task SendAll(CancellationToken stopping, CancellationToken end)
    {
        while (!stopping.IsCancellationRequested)
        {
            QueuedMail mail;
            try
            {
                mail = await _queue.Take(stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Deliver(mail, end);
            _queue.Leave(mail);
        }
    }

    private async Task Deliver(QueuedMail mail, CancellationToken end)
    {
        var job = mail.Job;
        if (mail.IsStale(clock.GetUtcNow()))
        {
            LogStale(job.MemberId, job.EntryId);
            return;
        }

        try
        {
            await transport.Send(composer.Compose(job), end);
        }
        catch (Exception failure)
        {
            LogFailed(job.MemberId, job.EntryId, DeliveryFailure.Reason(failure));
            return;
        }

        LogSent(job.MemberId, job.EntryId);

        // The link just sent is dead if a newer one waits: the entry must stay in the outbox until that one has left.
        if (!_queue.HasNewer(mail))
        {
            await receipts.Sent(job, end);
        }
    }
}

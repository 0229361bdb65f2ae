using Members.Grains.Mail;

namespace Members.Silo.Mail;

/// <summary>
/// Sends the members' mails in the background. It may lose its queue: until a mail has been sent and the member knows, the
/// mail stays in the member's stored outbox, which posts it again (contract I11).
/// </summary>
internal sealed partial class MailDispatcher(
    MailComposer composer, IMailTransport transport, DeliveryReceipts receipts, TimeProvider clock, ILogger<MailDispatcher> logger)
    : BackgroundService, IMailSender
{
    /// <summary>The most mails that wait in memory; the others wait in their outboxes.</summary>
    internal const int Capacity = 1000;

    private const int Senders = 4;
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);
    private readonly MailQueue _queue = new(Capacity);

    /// <inheritdoc/>
    public void Post(MailJob job)
    {
        if (!_queue.TryEnqueue(new QueuedMail(job, clock.GetUtcNow())))
        {
            LogFull(job.MemberId, job.EntryId);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogStarted(transport.Destination);

        // At shutdown, a mail that is being sent gets a few more seconds. Cut off, it might be sent twice.
        using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var stopping = stoppingToken.Register(() => end.CancelAfter(ShutdownTimeout));
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAll(stoppingToken, end.Token)));
    }

    private async Task SendAll(CancellationToken stopping, CancellationToken end)
    {
        while (!stopping.IsCancellationRequested)
        {
            QueuedMail mail;
            try
            {
                mail = await _queue.Dequeue(stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Deliver(mail, end);
            _queue.Complete(mail);
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

        // If a newer mail waits, the link just sent is no longer valid: the entry must stay in the outbox until that one is sent.
        if (!_queue.HasNewer(mail))
        {
            await receipts.Confirm(job, end);
        }
    }
}

using Members.Audit;
using Members.Grains.Mail;
using Members.Mail;

namespace Members.Silo.Mail;

/// <summary>
/// Sends the members' mails in the background. It may lose its queue: until a mail has been sent and the member knows, the
/// mail stays in the member's stored outbox, which posts it again (contract I11).
/// </summary>
internal sealed partial class MailDispatcher(
    MailComposer composer,
    IMailTransport transport,
    DeliveryReceipts receipts,
    MailMetrics metrics,
    FailedMails failed,
    TimeProvider clock,
    ILogger<MailDispatcher> logger)
    : BackgroundService, IMailSender
{
    /// <summary>The most mails that wait in memory; the others wait in their outboxes.</summary>
    internal const int Capacity = 1000;

    /// <summary>How many mails are sent at once, slow ones not counted. Mail servers limit the connections of a client.</summary>
    internal const int Places = 4;

    /// <summary>How many mails are sent at once, with the slow ones.</summary>
    internal const int Senders = 20;

    /// <summary>A mail that takes longer is slow: it gives its place to another.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);
    private readonly MailQueue _queue = new(Capacity);
    private readonly SemaphoreSlim _places = new(Places);

    /// <inheritdoc/>
    public void Post(MailJob job)
    {
        var mail = new QueuedMail(job, clock.GetUtcNow());
        metrics.Posted(mail);
        if (!_queue.TryEnqueue(mail))
        {
            metrics.Ended(mail, MailMetrics.QueueFull);
            Remember(job, "the mail queue of the silo is full");
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
                await _places.WaitAsync(stopping);
                mail = await _queue.Dequeue(stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await InPlace(mail, end);
            _queue.Complete(mail);
        }
    }

    // Waits for the delivery, and keeps its place for no longer than a server in good order needs.
    private async Task InPlace(QueuedMail mail, CancellationToken end)
    {
        using var patience = new CancellationTokenSource(Patience, clock); // counts from before the delivery begins
        var delivery = Deliver(mail, end);
        await delivery.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _places.Release();
        await delivery;
    }

    private async Task Deliver(QueuedMail mail, CancellationToken end)
    {
        var job = mail.Job;
        if (mail.IsStale(clock.GetUtcNow()))
        {
            metrics.Ended(mail, MailMetrics.Expired);
            Remember(job, "its link or code expired in the queue");
            LogStale(job.MemberId, job.EntryId);
            return;
        }

        try
        {
            await transport.Send(composer.Compose(job), end);
            metrics.Ended(mail, AuditResult.Success);
            LogSent(job.MemberId, job.EntryId);
            await receipts.Sent(job, end);
        }
        catch (MailRefusedException refused)
        {
            metrics.Ended(mail, MailMetrics.Refused);
            Remember(job, DeliveryFailure.Reason(refused), isGivenUp: true);
            LogGivenUp(job.MemberId, job.EntryId, DeliveryFailure.Reason(refused));
            await receipts.Refused(job, end);
        }
        catch (Exception failure)
        {
            metrics.Ended(mail, MailMetrics.Failed);
            Remember(job, DeliveryFailure.Reason(failure));
            LogFailed(job.MemberId, job.EntryId, DeliveryFailure.Reason(failure));
            return;
        }

        // A server that took its time has got this mail: another attempt, made meanwhile, would be a second copy.
        _queue.DropRetry(mail);
    }

    // Of an unexpected fault the place in the code is for the log alone.
    private void Remember(MailJob job, string reason, bool isGivenUp = false) => failed.Add(new MailFailure(
        clock.GetUtcNow(), MailNames.Of(job.Kind), job.MemberId, job.Attempt, DeliveryFailure.InOneLine(reason), isGivenUp));
}

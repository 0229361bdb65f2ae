using Members.Grains.Mail;
using Members.Grains.Upkeep;

namespace Members.Silo.Mail;

/// <summary>
/// Tells a member that there need be no further attempt at a mail. It retries, because a lost word means a second mail.
/// </summary>
internal sealed partial class DeliveryReceipts(IGrainFactory grains, TimeProvider clock, ILogger<DeliveryReceipts> logger)
{
    private const int MaxAttempts = 6;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>The mail has been sent. Never throws; gives up after some seconds.</summary>
    public Task Sent(MailJob job, CancellationToken cancellationToken) =>
        Tell(job, member => member.MailSent(job.EntryId, job.Attempt), cancellationToken);

    /// <summary>The mail server refuses the mail for good. Never throws; gives up after some seconds.</summary>
    public Task Refused(MailJob job, CancellationToken cancellationToken) =>
        Tell(job, member => member.MailRefused(job.EntryId), cancellationToken);

    private async Task Tell(MailJob job, Func<IMemberUpkeepGrain, Task> tell, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await tell(grains.GetGrain<IMemberUpkeepGrain>(job.MemberId)).WaitAsync(cancellationToken);
                return;
            }
            catch (Exception failure)
            {
                if (attempt == MaxAttempts || cancellationToken.IsCancellationRequested)
                {
                    LogNotTold(job.MemberId, job.EntryId, failure);
                    return;
                }
            }

            await Delay(attempt, cancellationToken);
        }
    }

    // 0.2, 0.4, 0.8, 1.6 and 3.2 seconds: together about as long as a failover takes.
    private async Task Delay(int attempt, CancellationToken cancellationToken) => await Task
        .Delay(FirstDelay * (1 << (attempt - 1)), clock, cancellationToken)
        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The end of mail {Entry} of member {Member} could not be recorded: it may be sent again.")]
    private partial void LogNotTold(Guid member, Guid entry, Exception failure);
}

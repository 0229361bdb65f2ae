using Members.Grains.Mail;
using Members.Grains.Upkeep;

namespace Members.Silo.Mail;

/// <summary>Confirms to a member that a mail has been sent. It retries, because a lost confirmation means a second mail.</summary>
internal sealed partial class DeliveryReceipts(IGrainFactory grains, TimeProvider clock, ILogger<DeliveryReceipts> logger)
{
    private const int MaxAttempts = 6;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>Confirms the mail. Never throws; gives up after some seconds.</summary>
    public async Task Confirm(MailJob job, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var member = grains.GetGrain<IMemberUpkeepGrain>(job.MemberId);
                await member.MailSent(job.EntryId, job.Attempt).WaitAsync(cancellationToken);
                return;
            }
            catch (Exception failure)
            {
                if (attempt == MaxAttempts || cancellationToken.IsCancellationRequested)
                {
                    LogNotConfirmed(job.MemberId, job.EntryId, failure);
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
        Message = "Mail {Entry} of member {Member} was sent, but that could not be recorded: it may be sent again.")]
    private partial void LogNotConfirmed(Guid member, Guid entry, Exception failure);
}

using Members.Grains.Mail;
using Members.Grains.Upkeep;

namespace Members.Silo.Mail;

/// <summary>Tells a member that a mail has left, with patience: a receipt that gets lost means a second mail.</summary>
internal sealed partial class SentReceipts(IGrainFactory grains, TimeProvider clock, ILogger<SentReceipts> logger)
{
    private const int Tries = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Tells the member. Never throws; gives up after some seconds.</summary>
    public async Task Sent(MailJob job, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await grains.GetGrain<IMemberUpkeepGrain>(job.MemberId).MailSent(job.EntryId, job.Attempt).WaitAsync(cancellationToken);
                return;
            }
            catch (Exception failure)
            {
                if (attempt == Tries || cancellationToken.IsCancellationRequested)
                {
                    LogNotNoted(job.MemberId, job.EntryId, failure);
                    return;
                }
            }

            await Pause(attempt, cancellationToken);
        }
    }

    // 0.2, 0.4, 0.8, 1.6 and 3.2 seconds: about what a failover takes.
    private async Task Pause(int attempt, CancellationToken cancellationToken) => await Task
        .Delay(FirstPause * (1 << (attempt - 1)), clock, cancellationToken)
        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Entry} of member {Member} has left, but that could not be noted: it may be sent once more.")]
    private partial void LogNotNoted(Guid member, Guid entry, Exception failure);
}

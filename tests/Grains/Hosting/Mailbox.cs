using System.Threading.Channels;
using Members.Grains.Mail;

namespace Members.Tests.Grains.Hosting;

/// <summary>Takes mail and keeps it. It never tells a member that a mail has left: the tests do.</summary>
internal sealed class Mailbox : IMailSender
{
    private readonly Lock _gate = new();
    private readonly List<MailJob> _jobs = [];
    private readonly Channel<MailJob> _arrivals = Channel.CreateUnbounded<MailJob>();

    /// <summary>What was posted for a member, in order.</summary>
    public IReadOnlyList<MailJob> Of(Guid member)
    {
        lock (_gate)
        {
            return [.. _jobs.Where(j => j.MemberId == member)];
        }
    }

    /// <summary>Waits for the next mail to a member that is not there yet when this is called.</summary>
    public async Task<MailJob> Await(Guid member, CancellationToken cancellationToken)
    {
        await foreach (var job in _arrivals.Reader.ReadAllAsync(cancellationToken))
        {
            if (job.MemberId == member)
            {
                return job;
            }
        }

        throw new InvalidOperationException("No mail came.");
    }

    public void Post(MailJob job)
    {
        lock (_gate)
        {
            _jobs.Add(job);
        }

        _arrivals.Writer.TryWrite(job);
    }
}

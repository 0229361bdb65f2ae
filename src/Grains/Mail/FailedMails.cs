using Members.Mail;
using Members.Telemetry;

namespace Members.Grains.Mail;

/// <summary>The last attempts at mails that failed in this silo, for the console. The log has all of them.</summary>
public sealed class FailedMails
{
    /// <summary>The most that are kept.</summary>
    public const int Capacity = 100;

    private readonly Ring<MailFailure> _last = new(Capacity);
    private readonly HourlyCount _count = new();
    private readonly Lock _lock = new();

    /// <summary>An attempt has failed.</summary>
    /// <param name="failure">Which, and why.</param>
    public void Add(MailFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        _last.Add(failure);
        lock (_lock)
        {
            _count.Add(failure.At);
        }
    }

    /// <summary>The last of them, the newest first.</summary>
    public IReadOnlyList<MailFailure> Newest() => _last.Newest(out _);

    /// <summary>How many there were within the last hour.</summary>
    /// <param name="now">The time.</param>
    public int InHour(DateTimeOffset now)
    {
        lock (_lock)
        {
            return _count.Count(now);
        }
    }
}

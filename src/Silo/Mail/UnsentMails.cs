using Members.Grains.Mail;

namespace Members.Silo.Mail;

/// <summary>
/// Remembers since when the mails wait that this silo has been given and could not deliver yet, between their attempts too. It knows
/// nothing of the time before the silo took a mail over.
/// </summary>
internal sealed class UnsentMails
{
    /// <summary>The most that are remembered. Those beyond are younger, so the age of the oldest stays right.</summary>
    private const int Capacity = 10_000;

    // Longer than the longest pause between two attempts: who does not come back is given up, or another silo's now.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(30);

    private readonly Dictionary<(MailKind, Guid), Waiting> _waiting = [];
    private readonly Lock _lock = new();

    /// <summary>A mail is to be sent. One that takes the place of another has waited as long as that.</summary>
    public void Add(QueuedMail mail)
    {
        lock (_lock)
        {
            var since = _waiting.TryGetValue(mail.Key, out var before) ? before.Since : mail.QueuedAt;
            if (before is not null || _waiting.Count < Capacity)
            {
                _waiting[mail.Key] = new Waiting(mail.Job.EntryId, since, mail.QueuedAt);
            }
        }
    }

    /// <summary>A mail has been sent, or will never be.</summary>
    public void Remove(QueuedMail mail)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(mail.Key, out var waiting) && waiting.Entry == mail.Job.EntryId)
            {
                _waiting.Remove(mail.Key);
            }
        }
    }

    /// <summary>How many wait, and how long the oldest has waited.</summary>
    public (int Count, TimeSpan Oldest) Read(DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var (key, _) in _waiting.Where(w => now - w.Value.TriedAt > Memory).ToList())
            {
                _waiting.Remove(key);
            }

            return (_waiting.Count, _waiting.Count == 0 ? TimeSpan.Zero : now - _waiting.Values.Min(w => w.Since));
        }
    }

    private sealed record Waiting(Guid Entry, DateTimeOffset Since, DateTimeOffset TriedAt);
}

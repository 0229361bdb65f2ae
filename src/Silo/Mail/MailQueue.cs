using System.Threading.Channels;
using Members.Grains.Mail;

namespace Members.Silo.Mail;

/// <summary>
/// A bounded queue of mails. A newer mail replaces a waiting one with the same key and keeps its place. Another attempt at a mail waits
/// while one is in progress.
/// </summary>
internal sealed class MailQueue(int capacity)
{
    private readonly Channel<(MailKind, Guid)> _order = Channel.CreateUnbounded<(MailKind, Guid)>();
    private readonly Dictionary<(MailKind, Guid), QueuedMail> _waiting = [];
    private readonly HashSet<Guid> _inProgress = [];
    private readonly Lock _lock = new();

    /// <summary>Adds a mail; false when the queue is full.</summary>
    public bool TryEnqueue(QueuedMail mail)
    {
        lock (_lock)
        {
            var hasPlace = false;
            if (_waiting.TryGetValue(mail.Key, out var older))
            {
                hasPlace = !IsInProgress(older);
            }
            else if (_waiting.Count >= capacity)
            {
                return false;
            }

            _waiting[mail.Key] = mail;
            return hasPlace || IsInProgress(mail) || _order.Writer.TryWrite(mail.Key);
        }
    }

    /// <summary>Waits for the next mail. It is in progress until <see cref="Complete"/>.</summary>
    public async ValueTask<QueuedMail> Dequeue(CancellationToken cancellationToken)
    {
        while (true)
        {
            var key = await _order.Reader.ReadAsync(cancellationToken);
            lock (_lock)
            {
                // It may have been dropped.
                if (_waiting.Remove(key, out var mail))
                {
                    _inProgress.Add(mail.Job.EntryId);
                    return mail;
                }
            }
        }
    }

    /// <summary>Drops another attempt at a mail that is in progress.</summary>
    public void DropRetry(QueuedMail mail)
    {
        lock (_lock)
        {
            if (HasRetry(mail))
            {
                _waiting.Remove(mail.Key);
            }
        }
    }

    /// <summary>A mail that was dequeued is no longer in progress.</summary>
    public void Complete(QueuedMail mail)
    {
        lock (_lock)
        {
            _inProgress.Remove(mail.Job.EntryId);
            if (HasRetry(mail))
            {
                _order.Writer.TryWrite(mail.Key);
            }
        }
    }

    private bool IsInProgress(QueuedMail mail) => _inProgress.Contains(mail.Job.EntryId);

    private bool HasRetry(QueuedMail mail) =>
        _waiting.TryGetValue(mail.Key, out var waiting) && waiting.Job.EntryId == mail.Job.EntryId;
}

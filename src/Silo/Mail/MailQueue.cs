using System.Threading.Channels;
using Members.Grains.Mail;

namespace Members.Silo.Mail;

/// <summary>
/// A bounded queue of mails that never hands out two with the same key at once. A newer mail replaces a waiting one with the
/// same key and keeps its place; while the older one is being sent, the newer one waits for its turn.
/// </summary>
internal sealed class MailQueue(int capacity)
{
    private readonly Channel<(MailKind, Guid)> _order = Channel.CreateUnbounded<(MailKind, Guid)>();
    private readonly Dictionary<(MailKind, Guid), QueuedMail> _waiting = [];
    private readonly HashSet<(MailKind, Guid)> _inProgress = [];
    private readonly Lock _lock = new();

    /// <summary>Adds a mail; false when the queue is full.</summary>
    public bool TryEnqueue(QueuedMail mail)
    {
        lock (_lock)
        {
            if (_waiting.ContainsKey(mail.Key))
            {
                _waiting[mail.Key] = mail;
                return true;
            }

            if (_waiting.Count >= capacity)
            {
                return false;
            }

            _waiting.Add(mail.Key, mail);
            return _inProgress.Contains(mail.Key) || _order.Writer.TryWrite(mail.Key);
        }
    }

    /// <summary>Waits for the next mail. Its key is in use until <see cref="Complete"/>.</summary>
    public async ValueTask<QueuedMail> Dequeue(CancellationToken cancellationToken)
    {
        var key = await _order.Reader.ReadAsync(cancellationToken);
        lock (_lock)
        {
            _waiting.Remove(key, out var mail);
            _inProgress.Add(key);
            return mail;
        }
    }

    /// <summary>Whether a newer mail with the same key waits.</summary>
    public bool HasNewer(QueuedMail mail)
    {
        lock (_lock)
        {
            return _waiting.ContainsKey(mail.Key);
        }
    }

    /// <summary>Frees the key of a mail that was dequeued.</summary>
    public void Complete(QueuedMail mail)
    {
        lock (_lock)
        {
            _inProgress.Remove(mail.Key);
            if (_waiting.ContainsKey(mail.Key))
            {
                _order.Writer.TryWrite(mail.Key);
            }
        }
    }
}

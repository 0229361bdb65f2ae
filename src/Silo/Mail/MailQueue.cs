using System.Threading.Channels;
using Members.Grains.Mail;

namespace Members.Silo.Mail;

/// <summary>
/// The mails that wait in memory: bounded, and never two of the same place on their way at once. What comes again
/// while it waits takes the waiting one's turn; what comes again while it is being sent is sent after that.
/// </summary>
internal sealed class MailQueue(int capacity)
{
    private readonly Channel<(MailKind, Guid)> _turns = Channel.CreateUnbounded<(MailKind, Guid)>();
    private readonly Dictionary<(MailKind, Guid), QueuedMail> _waiting = [];
    private readonly HashSet<(MailKind, Guid)> _underWay = [];
    private readonly Lock _gate = new();

    /// <summary>Puts a mail in; false when there is no room.</summary>
    public bool TryPut(QueuedMail mail)
    {
        lock (_gate)
        {
            if (_waiting.ContainsKey(mail.Place))
            {
                _waiting[mail.Place] = mail;
                return true;
            }

            if (_waiting.Count >= capacity)
            {
                return false;
            }

            _waiting.Add(mail.Place, mail);
            return _underWay.Contains(mail.Place) || _turns.Writer.TryWrite(mail.Place);
        }
    }

    /// <summary>The next mail, when there is one. Its place is taken until <see cref="Leave"/>.</summary>
    public async ValueTask<QueuedMail> Take(CancellationToken cancellationToken)
    {
        var place = await _turns.Reader.ReadAsync(cancellationToken);
        lock (_gate)
        {
            _waiting.Remove(place, out var mail);
            _underWay.Add(place);
            return mail;
        }
    }

    /// <summary>Whether a newer mail waits for the same place.</summary>
    public bool HasNewer(QueuedMail mail)
    {
        lock (_gate)
        {
            return _waiting.ContainsKey(mail.Place);
        }
    }

    /// <summary>Frees the place of a mail that was taken.</summary>
    public void Leave(QueuedMail mail)
    {
        lock (_gate)
        {
            _underWay.Remove(mail.Place);
            if (_waiting.ContainsKey(mail.Place))
            {
                _turns.Writer.TryWrite(mail.Place);
            }
        }
    }
}

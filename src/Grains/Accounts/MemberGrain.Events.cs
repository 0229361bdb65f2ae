using System.Collections.Immutable;
using Members.Audit;
using Members.Calls;
using Members.Emails;
using Members.Grains.Audit;
using Members.Grains.Storage;
using Members.Outcomes;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Accounts;

/// <content>What the audit log is told (docs/adr/0008).</content>
internal sealed partial class MemberGrain
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<MemberEvent>?> ListEvents(int limit) =>
        await Member() is { } member ? [.. _events.WriteDown(member).Events.Reverse().Take(limit).Select(e => e.View())] : null;

    /// <summary>Stores what was remembered, so that it outlives the activation. Best effort: the log has it already.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (!_events.Unwritten.IsEmpty && _stored.TryCurrent(out var record) && record.Exists())
        {
            try
            {
                await Commit(r => new Decision<MemberRecord, bool>(r.Exists() ? r with { Events = r.Events } : null, true));
            }
            catch (Exception failure)
            {
                LogEventsNotWrittenDown(failure);
            }
        }

        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <summary>
    /// Carries out a command and sees to it that the audit log hears of it, whatever becomes of it. Its commit takes the
    /// deed along and tells of success; this tells of the rest.
    /// </summary>
    /// <param name="type">What is being done.</param>
    /// <param name="command">Does it.</param>
    /// <param name="email">Whom it is about when there turns out to be no member.</param>
    private async Task<Outcome<T>> Audited<T>(AuditType type, Func<Deed, Task<Outcome<T>>> command, EmailAddress? email = null)
        where T : class
    {
        var deed = new Deed(type, CallOrigin.Current);
        try
        {
            var outcome = await command(deed);
            if (!outcome.Succeeded)
            {
                Remember(deed.Failure(Now, AuditResult.Of(outcome.Refusal)), email);
            }
            else if (!deed.Recorded)
            {
                Remember(deed.Unchanged(Now), email);
            }

            return outcome;
        }
        catch
        {
            Tell(deed.Failure(Now, AuditResult.Unknown), email);
            throw;
        }
    }

    // A phantom remembers as a member does, so that both take as long. It never writes: there is nothing to write it with.
    private void Remember(EventRecord entry, EmailAddress? email)
    {
        Tell(entry, email);
        _events.Remember(entry, _stored.TryCurrent(out var record) ? record.Events : []);
    }

    private void Written(ImmutableArray<EventRecord> events, ImmutableArray<EventRecord> remembered)
    {
        _events.Written(remembered);
        foreach (var entry in events)
        {
            Tell(entry, null);
        }
    }

    private void Tell(EventRecord entry, EmailAddress? email)
    {
        // The digest also where it is not needed: an address that a member holds must not be the quicker one.
        var (address, member) = (email is null ? null : AuditSubject.Email(email), AuditSubject.Member(Id));
        var isMember = address is null || (_stored.TryCurrent(out var record) && record.Exists());
        _audit.Write(entry.Type, entry.Result ?? AuditResult.Success, entry.Origin(), isMember ? member : address!, entry.At);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last events of a member could not be stored.")]
    private partial void LogEventsNotWrittenDown(Exception failure);
}

using System.Collections.Immutable;
using Members.Audit;
using Members.Calls;
using Members.Emails;
using Members.Grains.Audit;
using Members.Outcomes;

namespace Members.Grains.Accounts;

/// <summary>The audit events of one member's commands (docs/adr/0008).</summary>
/// <param name="member">The member.</param>
/// <param name="stored">The member's record, as far as it is known without waiting.</param>
/// <param name="services">The log, the clock and the limits.</param>
internal sealed class AuditTrail(Guid member, Func<MemberRecord?> stored, MemberServices services)
{
    private readonly EventBuffer _buffer = new(services.Options.Value.EventsPerMember);

    /// <summary>Events that are not stored yet.</summary>
    public ImmutableArray<EventRecord> Buffered => _buffer.Buffered;

    /// <summary>Puts the buffered events among events that are about to be written or shown.</summary>
    public ImmutableArray<EventRecord> WriteTo(ImmutableArray<EventRecord> events) => _buffer.WriteTo(events);

    /// <summary>
    /// Carries out a command so that the audit log learns of it, whatever the outcome. A commit stores the event of success and
    /// writes it to the log; everything else is written here.
    /// </summary>
    /// <param name="type">What is being done.</param>
    /// <param name="command">Does it.</param>
    /// <param name="email">The address that it is about, if there turns out to be no member.</param>
    public async Task<Outcome<T>> Run<T>(AuditType type, Func<AuditScope, Task<Outcome<T>>> command, EmailAddress? email)
        where T : class
    {
        var scope = new AuditScope(type, CallOrigin.Current);
        try
        {
            var outcome = await command(scope);
            if (!outcome.Succeeded)
            {
                Add(scope.Failure(Now(), AuditResult.Of(outcome.Refusal)), email);
            }
            else if (!scope.IsRecorded)
            {
                Add(scope.Unchanged(Now()), email);
            }

            return outcome;
        }
        catch
        {
            Write(scope.Failure(Now(), AuditResult.Unknown), email);
            throw;
        }
    }

    /// <summary>Writes to the log what a commit has stored.</summary>
    public void Stored(Committed commit)
    {
        _buffer.Stored(commit.Buffered);
        foreach (var entry in commit.NewEvents())
        {
            Write(entry, null);
        }
    }

    // A phantom buffers as a member does, so that both take as long. It never writes: there is nothing to write the events with.
    private void Add(EventRecord entry, EmailAddress? email)
    {
        Write(entry, email);
        _buffer.Add(entry, stored()?.Events ?? []);
    }

    private void Write(EventRecord entry, EmailAddress? email)
    {
        // The digest also where it is not needed: an address that a member owns must not be the quicker one.
        var (address, subject) = (email is null ? null : AuditSubject.Email(email), AuditSubject.Member(member));
        var isMember = address is null || stored()?.Exists() == true;
        services.Audit.Write(entry.Type, entry.Result ?? AuditResult.Success, entry.Origin(), isMember ? subject : address!, entry.At);
    }

    private DateTimeOffset Now() => services.Clock.GetUtcNow();
}

using System.Diagnostics.CodeAnalysis;
using Members.Admission;
using Members.Audit;
using Members.Calls;
using Members.Emails;
using Members.Grains.Audit;
using Members.Grains.Mail;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;
using Members.SignUp;
using Orleans.Storage;

namespace Members.Grains.Accounts;

/// <summary>
/// What a use case has of one member: the record, the way to commit, the audit trail, the clock and the mail. It lives as long as
/// the grain's activation.
/// </summary>
internal sealed class MemberContext
{
    private readonly IGrainBase _grain;
    private readonly MemberServices _services;
    private readonly StoredRecord<MemberRecord> _stored;
    private readonly AuditTrail _trail;

    /// <param name="grain">The member's grain.</param>
    /// <param name="state">Its stored state.</param>
    /// <param name="services">What it needs of the silo.</param>
    public MemberContext(IGrainBase grain, IPersistentState<MemberRecord> state, MemberServices services)
    {
        (_grain, _services, Id) = (grain, services, grain.GrainContext.GrainId.GetGuidKey());
        _stored = new StoredRecord<MemberRecord>(state, grain, services.Validity);
        _trail = new AuditTrail(Id, () => TryLoad(out var record) ? record : null, services);
        Activity = new SessionActivity(Options.SessionIdleLifetime);
    }

    public Guid Id { get; }

    public DateTimeOffset Now => _services.Clock.GetUtcNow();

    public MembersOptions Options => _services.Options.Value;

    /// <summary>A new token of this member.</summary>
    public OpaqueToken NewToken(TokenPurpose purpose) => _services.Mint.New(purpose, Id);

    /// <inheritdoc cref="TokenMint.New(TokenPurpose, Guid, Guid)"/>
    public OpaqueToken NewToken(TokenPurpose purpose, Guid id) => _services.Mint.New(purpose, Id, id);

    /// <summary>When each session was last seen here.</summary>
    public SessionActivity Activity { get; }

    /// <summary>The stored record, if it is known without waiting.</summary>
    public bool TryLoad([NotNullWhen(true)] out MemberRecord? record)
    {
        record = _stored.TryCurrent(out var stored) ? stored.At(Now) : null;
        return record is not null;
    }

    /// <summary>The stored record, as it is now.</summary>
    public ValueTask<MemberRecord> Load() => TryLoad(out var record) ? new(record) : new(Read());

    /// <inheritdoc cref="StoredRecord{TState}.Reload"/>
    public async Task<MemberRecord> Reload() => (await _stored.Reload()).At(Now);

    /// <summary>
    /// Loads the record, from the store unless the one in memory goes by the name. Nobody is told from memory alone that the name is
    /// not the member's.
    /// </summary>
    public async ValueTask LoadNamed(EmailAddress? named)
    {
        if (!(await Load()).IsNamed(named))
        {
            await Reload();
        }
    }

    /// <summary>The member; null when there is none.</summary>
    public async ValueTask<MemberRecord?> Find() => await Load() is { } record && record.Exists() ? record : null;

    /// <summary>
    /// The record that a token is looked up in. Tokens can be made up, each for another member: the grain of a member who does not
    /// exist leaves memory at once (contract I16).
    /// </summary>
    public async ValueTask<MemberRecord> LoadOrDrop()
    {
        var record = await Load();
        if (!record.Exists() && record.Pending is null)
        {
            Drop();
        }

        return record;
    }

    /// <summary>A record with the times at which its sessions were really seen, for rules that look at them.</summary>
    public MemberRecord WithActivity(MemberRecord record) => record with { Sessions = Activity.WriteTo(record.Sessions) };

    /// <summary>Lets the activation go when nothing is under way.</summary>
    public void Drop() => _grain.DeactivateOnIdle();

    /// <summary>
    /// Decides on the newest record and stores what was decided, in one commit. What takes something away has happened in every
    /// process when this returns (contract I4).
    /// </summary>
    /// <param name="decide">The rule: it may run on a newer record than the caller has seen.</param>
    /// <param name="scope">The command; its success is stored as an event in the same commit.</param>
    /// <param name="everywhere">Whether others must forget the record even if this commit takes nothing away.</param>
    /// <exception cref="AddressTakenException">The record names an address that another member owns; nothing was stored.</exception>
    /// <exception cref="InvitationUsedUpException">The record uses an invitation without a use left; nothing was stored.</exception>
    public async Task<T> Commit<T>(
        Func<MemberRecord, Decision<MemberRecord, T>> decide, AuditScope? scope = null, bool everywhere = false)
    {
        var commit = Committed.Nothing;
        try
        {
            var answer = await Store(decide, scope, c => commit = c);
            await Tell(everywhere ? Audience.Everybody : commit.Audience(Now));
            _trail.Stored(commit);
            return answer;
        }
        catch (Exception failure) when (
            failure is not (InconsistentStateException or AddressTakenException or InvitationUsedUpException)
            && (everywhere || commit.Audience(Now) != Audience.Nobody))
        {
            // It may be stored all the same, or it is and not everybody knows.
            _services.Invalidation.Later(_grain.GrainContext.GrainId);
            throw;
        }
    }

    /// <summary>Commits a change of the addresses that the member owns, perhaps with the use of an invitation.</summary>
    /// <returns>
    /// Refused: <c>EmailTaken</c> when another member owns one of them, <c>InvitationInvalid</c> when it has no use left; nothing was
    /// stored then.
    /// </returns>
    public async Task<Outcome<T>> CommitAddresses<T>(Func<MemberRecord, Decision<MemberRecord, Outcome<T>>> decide, AuditScope scope)
        where T : class
    {
        try
        {
            return await Commit(decide, scope);
        }
        catch (AddressTakenException)
        {
            return new Refusal.EmailTaken();
        }
        catch (InvitationUsedUpException)
        {
            return new Refusal.InvitationInvalid(InvitationFailure.UsedUp);
        }
    }

    /// <summary>
    /// Stores that a block has ended, so that lists show it; whoever asks the member knew already. Whether there was one to end.
    /// </summary>
    public async Task<bool> EndSuspension()
    {
        var stored = await _stored.Current();
        if (ReferenceEquals(stored.At(Now), stored))
        {
            return false;
        }

        await Commit(r => new Decision<MemberRecord, bool>(r, true));
        return true;
    }

    /// <summary>Removes the record, if the newest is one that is meant.</summary>
    public Task Clear(Func<MemberRecord, bool> isMeant) => _stored.Clear(isMeant);

    /// <inheritdoc cref="AuditTrail.Run"/>
    public Task<Outcome<T>> Audited<T>(AuditType type, Func<AuditScope, Task<Outcome<T>>> command, EmailAddress? email = null)
        where T : class => _trail.Run(
            type,
            async scope =>
            {
                var outcome = await command(scope);
                if (outcome.Succeeded && !scope.IsRecorded)
                {
                    // What finds its work done may be the repetition of a call that died before it told anybody.
                    await Tell(Audience.Everybody);
                }

                return outcome;
            },
            email);

    /// <summary>The member's last events, newest first; null when there is no member.</summary>
    public async Task<IReadOnlyList<MemberEvent>?> ListEvents(int limit) => await Find() is { } member
        ? [.. _trail.WriteTo(member.Events).Reverse().Take(limit).Select(e => e.View())]
        : null;

    /// <summary>Stores the buffered events, so that they outlive the activation.</summary>
    public Task StoreEvents() => _trail.Buffered.IsEmpty || !TryLoad(out var record) || !record.Exists()
        ? Task.CompletedTask
        : Commit(r => new Decision<MemberRecord, bool>(r.Exists() ? r with { Events = r.Events } : null, true));

    /// <summary>Hands a mail over for sending. One that gets lost is in the outbox still.</summary>
    public void Post(MailJob mail) => _services.Mail.Post(mail);

    /// <summary>Who makes the current call, by the name of today.</summary>
    public ValueTask<Actor> Actor() => Actors.Of(CallOrigin.Current, _services.Grains);

    /// <summary>Whether the member makes the current call about themself.</summary>
    public bool IsCaller => CallOrigin.Current.Actor == AuditSubject.Member(Id);

    public ILoginIndexGrain IndexOf(EmailAddress address) => _services.Grains.GetGrain<ILoginIndexGrain>(LoginKey.For(address).Value);

    private async Task<T> Store<T>(
        Func<MemberRecord, Decision<MemberRecord, T>> decide, AuditScope? scope, Action<Committed> committing)
    {
        var commit = Committed.Nothing;
        try
        {
            return await _stored.Update(before =>
            {
                var decision = decide(before.At(Now));
                if (decision.Next is not { } next)
                {
                    return decision;
                }

                if (scope is not null && decision.Answer is not IOutcome { Refusal: not null })
                {
                    next = next with { Events = next.Events.Add(scope.Success(Now)) };
                }

                if (scope is not null && PlannedDeletion.IsDropped(before, next))
                {
                    next = next with { Events = next.Events.Add(scope.Also(AuditType.DeletionDropped, Now)) };
                }

                committing(commit = new Committed(before, next, _trail.Buffered));
                return decision with { Next = Complete(before, next) };
            });
        }
        finally
        {
            // Also when the write failed: it may have happened, and what the indexes remember may be why it did not.
            await _services.Owners.Announce(commit.Before.Addresses, commit.Next.Addresses);
        }
    }

    private async Task<MemberRecord> Read() => (await _stored.Current()).At(Now);

    private Task Tell(Audience audience) => audience switch
    {
        Audience.Nobody => Task.CompletedTask,
        Audience.Gateways => _services.Invalidation.AtGateways(_grain.GrainContext.GrainId),
        Audience.Everybody => _services.Invalidation.Everywhere(_grain.GrainContext.GrainId),
    };

    // Of a deleted member no event is kept: the log alone has it.
    private MemberRecord Complete(MemberRecord before, MemberRecord next) => RecordCompletion.Complete(
        before,
        next.DeletedAt is not null
            ? next with { Events = [] }
            : next with { Events = _trail.WriteTo(next.Events), Sessions = Activity.WriteTo(next.Sessions) },
        Now);
}

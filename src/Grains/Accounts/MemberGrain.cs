using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Members.Accounts;
using Members.Audit;
using Members.Emails;
using Members.Grains.Audit;
using Members.Grains.Emails;
using Members.Grains.Leases;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Grains.Upkeep;
using Members.Grains.Verification;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;
using Members.Verification;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Members.Grains.Accounts;

/// <summary>
/// One member. A shell: it loads the record, asks a rule, commits, answers. The rules are the pure files beside it; the
/// parts of this class are one file a capability.
/// </summary>
[GrainType("member")]
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.")]
internal sealed partial class MemberGrain : Grain, IMemberGrain, IMemberTokensGrain, IMemberVerificationGrain, IMemberUpkeepGrain, IRecord<MemberRecord>
{
    private readonly StoredRecord<MemberRecord> _stored;
    private readonly ClaimProtocol _address;
    private readonly SessionCache _sessions;
    private readonly EventMemory _events;
    private readonly AuditLog _audit;
    private readonly CacheInvalidation _invalidation;
    private readonly IPasswordHashing _hashing;
    private readonly CodeMint _codes;
    private readonly IMailSender _mail;
    private readonly TimeProvider _clock;
    private readonly MembersOptions _options;
    private readonly ILogger<MemberGrain> _logger;

    public MemberGrain(
        [PersistentState(StateNames.Member, StateNames.Provider)] IPersistentState<MemberRecord> state,
        CacheValidity validity,
        CacheInvalidation invalidation,
        IPasswordHashing hashing,
        CodeMint codes,
        IMailSender mail,
        TimeProvider clock,
        AuditLog audit,
        IOptions<MembersOptions> options,
        ILogger<MemberGrain> logger)
    {
        _stored = new StoredRecord<MemberRecord>(state, this, validity);
        (_invalidation, _hashing, _codes, _mail, _clock, _audit, _options, _logger) = (invalidation, hashing, codes, mail, clock, audit, options.Value, logger);
        _events = new EventMemory(_options.EventsPerMember);
        _sessions = new SessionCache(_options.SessionIdleLifetime);
        _address = new ClaimProtocol(this.GetPrimaryKey(), this, key => GrainFactory.GetGrain<ILoginIndexGrain>(key));
    }

    private Guid Id => this.GetPrimaryKey();

    private DateTimeOffset Now => _clock.GetUtcNow();

    /// <inheritdoc/>
    public async Task<MemberView?> Find() => await Member() is { } member ? MemberViews.Of(member) : null;

    /// <inheritdoc/>
    public Task<Outcome<OpaqueToken>> Approve() => Audited(AuditType.Approval, async deed =>
    {
        await Settled();
        var ticket = TokenMint.New(TokenPurpose.SessionTicket, Id);
        return await Commit(r => StatusRules.Approve(r, ticket, Now, _options.SessionTicketLifetime), deed);
    });

    /// <inheritdoc/>
    public Task<Outcome<OpaqueToken>> ApproveWithToken(OpaqueToken token) => Audited(AuditType.Approval, async deed =>
    {
        await Present();
        await Settled();
        var ticket = TokenMint.New(TokenPurpose.SessionTicket, Id);
        return await Commit(r => StatusRules.ApproveWithToken(r, token, ticket, Now, _options.SessionTicketLifetime), deed);
    });

    /// <inheritdoc/>
    public Task<Outcome<Done>> Block() => Audited(AuditType.Block, async deed =>
    {
        // A block needs the member's own record alone: an address that cannot be moved or freed must not stand in its way.
        if (await Member() is null)
        {
            await Settled();
        }

        // Everywhere also when the member was blocked before: that call may have ended between its commit and its word to the others.
        return await Commit(StatusRules.Block, deed, everywhere: true);
    });

    ValueTask<MemberRecord> IRecord<MemberRecord>.Current() => _stored.Current();

    Task<TAnswer> IRecord<MemberRecord>.Update<TAnswer>(Func<MemberRecord, Decision<MemberRecord, TAnswer>> decide) => Commit(decide);

    Task IRecord<MemberRecord>.Clear() => _stored.Clear();

    /// <summary>Decides and stores. What takes something away has happened on every silo when this returns (contract I4).</summary>
    private async Task<TAnswer> Commit<TAnswer>(Func<MemberRecord, Decision<MemberRecord, TAnswer>> decide, Deed? deed = null, bool everywhere = false)
    {
        ImmutableArray<EventRecord> events = [], remembered = [];
        var answer = await _stored.Update(before =>
        {
            var decision = decide(before);
            if (decision.Next is not { } next)
            {
                return decision;
            }

            if (deed is not null && decision.Answer is not IOutcome { Refusal: not null })
            {
                next = next with { Events = next.Events.Add(deed.Record(Now)) };
            }

            everywhere |= SessionRules.Revokes(before, next, Now);
            remembered = _events.Unwritten;
            if (next.DeletedAt is not null)
            {
                // Of who is deleted no event is kept: the log alone is told.
                events = next.Events;
                return decision with { Next = UpkeepRules.Complete(before, _address.Tidy(next with { Events = [] }), Now) };
            }

            events = [.. next.Events.Except(before.Events, ReferenceEqualityComparer.Instance).Cast<EventRecord>()];
            return decision with { Next = UpkeepRules.Complete(before, _address.Tidy(_sessions.WriteDown(_events.WriteDown(next))), Now) };
        });
        if (everywhere)
        {
            await _invalidation.Everywhere(GrainContext.GrainId);
        }

        Written(events, remembered);

        return answer;
    }

    /// <summary>The member, if there is one whose address is theirs. Reads only, so it may interleave with anything.</summary>
    private async ValueTask<MemberRecord?> Member()
    {
        var record = await _stored.Current();
        return record.Exists() && await _address.IsJoined(record) ? record : null;
    }

    /// <summary>
    /// The record that a token is looked up in. Tokens can be made up, each for another member: one who does not exist is
    /// not kept in memory (contract I16).
    /// </summary>
    private async ValueTask<MemberRecord> Present()
    {
        var record = await _stored.Current();
        if (!record.Exists() && record.Signup is null)
        {
            DeactivateOnIdle();
        }

        return record;
    }

    /// <summary>The record after whatever an earlier call left unfinished has been finished.</summary>
    private async ValueTask<MemberRecord> Settled()
    {
        var record = await _stored.Current();
        if (!_address.IsSettled(record, Now))
        {
            await _address.Settle(Now, ApplyMove);
            record = await _stored.Current();
        }

        return record;
    }
}

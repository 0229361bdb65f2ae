using System.Security.Cryptography;
using Members.Accounts;
using Members.Audit;
using Members.Grains.Audit;
using Members.Grains.Leases;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Leases;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.Extensions.Options;

namespace Members.Grains.OAuthClients;

/// <summary>The OAuth clients of a site.</summary>
[GrainType("oauth-clients")]
internal sealed class OAuthClientsGrain : Grain, IOAuthClientsGrain
{
    private readonly StoredRecord<OAuthClientsRecord> _record;
    private readonly CacheInvalidation _invalidation;
    private readonly TimeProvider _clock;
    private readonly AuditLog _audit;
    private readonly TimeSpan _lifetime;

    public OAuthClientsGrain(
        [PersistentState(StateNames.OAuthClients, StateNames.Provider)] IPersistentState<OAuthClientsRecord> state,
        CacheValidity validity,
        CacheInvalidation invalidation,
        TimeProvider clock,
        AuditLog audit,
        IOptions<MembersOptions> options)
    {
        _record = new StoredRecord<OAuthClientsRecord>(state, this, validity);
        (_invalidation, _clock, _audit, _lifetime) = (invalidation, clock, audit, options.Value.AccessTokenLifetime);
    }

    /// <inheritdoc/>
    public Task<Outcome<OAuthClient>> Create(CreateOAuthClient command)
    {
        var id = MemberId.New();
        return Audited(AuditType.ClientCreated, id).Do(
            () => _record.Update(r => OAuthClientRules.Create(r, command, id, TokenKey.New(), _clock.GetUtcNow())),
            o => o.Succeeded ? null : AuditResult.Of(o.Refusal));
    }

    /// <inheritdoc/>
    public Task<bool> Delete(Guid client) => Audited(AuditType.ClientDeleted, client).Do(
        async () =>
        {
            var known = await _record.Update(r => OAuthClientRules.Delete(r, client));

            // Also when it was gone before: that call may have died between its commit and this.
            await _invalidation.Everywhere(GrainContext.GrainId);
            return known;
        },
        known => known ? null : "NOT_FOUND");

    /// <inheritdoc/>
    public async ValueTask<OAuthClient?> Find(Guid client) => (await _record.Current()).Find(client)?.View();

    /// <inheritdoc/>
    public async ValueTask<OAuthClientList> List() => new([.. (await _record.Current()).Clients.Select(c => c.View())]);

    /// <inheritdoc/>
    public async ValueTask<VisitorTokens?> WelcomeVisitor(Guid client) => (await _record.Current()).Find(client) is { } known
        ? Visitors.Welcome(known, RandomNumberGenerator.GetBytes(sizeof(long)), _clock.GetUtcNow(), _lifetime)
        : null;

    /// <inheritdoc/>
    public async ValueTask<LiveVisitor?> CheckVisitor(OpaqueToken token) => (await _record.Current()).Find(token.Owner) is { } known
        ? Visitors.Check(known, token, _clock.GetUtcNow())
        : null;

    private AuditedCommand Audited(AuditType type, Guid client) => new(_audit, _clock, type, AuditSubject.Client(client));
}

using Members.ApiKeys;
using Members.Audit;
using Members.Grains.Audit;
using Members.Grains.Leases;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Leases;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.Extensions.Options;

namespace Members.Grains.ApiKeys;

/// <summary>One API key.</summary>
[GrainType("api-key")]
internal sealed class ApiKeyGrain : Grain, IApiKeyGrain
{
    // Of several silos that start at once, one makes the first key, and the others leave it the time to show it. After a crash of that
    // silo with this grain, a start makes the key at once.
    private static readonly TimeSpan TimeToShow = TimeSpan.FromMinutes(1);

    private readonly StoredRecord<ApiKeyRecord> _record;
    private readonly CacheInvalidation _invalidation;
    private readonly TimeProvider _clock;
    private readonly AuditLog _audit;
    private readonly ApiKeyUse _use;
    private readonly TokenMint _mint;
    private readonly TimeSpan _lifetime;
    private DateTimeOffset _shownUntil;

    public ApiKeyGrain(
        [PersistentState(StateNames.ApiKey, StateNames.Provider)] IPersistentState<ApiKeyRecord> state,
        CacheValidity validity,
        CacheInvalidation invalidation,
        TimeProvider clock,
        AuditLog audit,
        TokenMint mint,
        IOptions<MembersOptions> options)
    {
        _record = new StoredRecord<ApiKeyRecord>(state, this, validity);
        (_invalidation, _clock, _audit, _mint) = (invalidation, clock, audit, mint);
        _lifetime = options.Value.AccessTokenLifetime;
        _use = new ApiKeyUse(audit, this.GetPrimaryKey());
    }

    /// <inheritdoc/>
    public Task<Outcome<CreatedApiKey>> Create(CreateApiKey command) => Audited(AuditType.KeyCreated, Text(command.Scopes)).Do(
        () => TryCreate(command),
        outcome => outcome.Succeeded ? null : AuditResult.Of(outcome.Refusal));

    /// <inheritdoc/>
    public async Task<CreatedApiKey?> CreateFirst(string name)
    {
        if (_clock.GetUtcNow() < _shownUntil || !ApiKeyRules.LacksFirst(await _record.Current()))
        {
            return null;
        }

        return await Audited(AuditType.KeyCreated, Text(ScopeSet.All)).Do(
            async () =>
            {
                var created = await Store(new CreateApiKey(name, ScopeSet.All, null), ApiKeyRules.LacksFirst, unshown: true);
                await _invalidation.Everywhere(GrainContext.GrainId);
                _shownUntil = _clock.GetUtcNow() + TimeToShow;
                return created;
            },
            created => created is null ? AuditResult.Unchanged : null);
    }

    /// <inheritdoc/>
    public Task<bool> ConfirmShown(ApiKeySecret secret) => See(TokenDigest.Of(secret));

    /// <inheritdoc/>
    public Task Adopt(ApiKeySecret secret, string name) => Audited(AuditType.KeyCreated, Text(ScopeSet.All)).Do(
        async () =>
        {
            var adopted = await _record.Update(r =>
            {
                var next = ApiKeyRules.Adopt(r, this.GetPrimaryKey(), TokenDigest.Of(secret), name, _clock.GetUtcNow());
                return new Decision<ApiKeyRecord, bool>(next, !ReferenceEquals(next, r));
            });
            await _invalidation.Everywhere(GrainContext.GrainId);
            return adopted;
        },
        adopted => adopted ? null : AuditResult.Unchanged);

    /// <inheritdoc/>
    public async ValueTask<string?> Name() => await LoadOrDrop() is { Exists: true } record ? record.Name : null;

    /// <inheritdoc/>
    public async ValueTask<Scopes> Check(ApiKeySecret secret)
    {
        var (record, now, presented) = (await LoadOrDrop(), _clock.GetUtcNow(), TokenDigest.Of(secret));
        var allowed = ApiKeyRules.Allowed(record, presented, now);
        if (allowed != Scopes.None && record.Unshown == true)
        {
            // Shown by a process that ended before it could say so.
            await See(presented);
        }

        return Recorded(record, allowed, now);
    }

    /// <inheritdoc/>
    public Task<IssuedKeyToken?> IssueToken(ApiKeySecret secret) => Audited(AuditType.KeyToken).Do(
        async () =>
        {
            await LoadOrDrop();
            var token = _mint.New(TokenPurpose.KeyAccess, this.GetPrimaryKey());
            var revokes = false;
            var issued = await _record.Update(r =>
            {
                var now = _clock.GetUtcNow();
                var decision = ApiKeyRules.IssueToken(r, TokenDigest.Of(secret), token, now, _lifetime);
                revokes = decision.Next is { } next && AccessTokens.Ends(r.Tokens, next.Tokens, now);
                return decision;
            });
            if (revokes)
            {
                await _invalidation.Everywhere(GrainContext.GrainId);
            }

            return issued;
        },
        issued => issued is null ? "UNAUTHENTICATED" : null);

    /// <inheritdoc/>
    public async ValueTask<Scopes> CheckToken(OpaqueToken token)
    {
        var (record, now) = (await LoadOrDrop(), _clock.GetUtcNow());
        return Recorded(record, ApiKeyRules.AllowedBy(record, token, now), now);
    }

    /// <inheritdoc/>
    public Task<bool> Revoke() => Audited(AuditType.KeyRevoked).Do(
        async () =>
        {
            var known = await _record.Update(r => r.Exists
                ? new Decision<ApiKeyRecord, bool>(r.RevokedAt is null ? r with { RevokedAt = _clock.GetUtcNow() } : r, true)
                : new(null, false));

            // Even if it was revoked before: that call may have ended between its commit and its invalidation.
            await _invalidation.Everywhere(GrainContext.GrainId);
            return known;
        },
        known => known ? null : "NOT_FOUND");

    private static string Text(Scopes scopes) => scopes.ToString().Replace(", ", "+", StringComparison.Ordinal);

    private async ValueTask<ApiKeyRecord> LoadOrDrop()
    {
        var record = await _record.Current();
        if (!record.Exists && this.GetPrimaryKey() != ApiKeySecret.OperatorKey)
        {
            // A made-up key must not take up memory (contract I16). There is one operator's key, and whatever is no token comes here: it
            // stays, so that not each guess at it is a read.
            DeactivateOnIdle();
        }

        return record;
    }

    private Scopes Recorded(ApiKeyRecord record, Scopes allowed, DateTimeOffset now)
    {
        if (record.Exists)
        {
            _use.Record(allowed, now);
        }

        return allowed;
    }

    private AuditedCommand Audited(AuditType type, string? detail = null) =>
        new(_audit, _clock, type, AuditSubject.Key(this.GetPrimaryKey()), detail);

    private async Task<Outcome<CreatedApiKey>> TryCreate(CreateApiKey command)
    {
        if (ApiKeyRules.Check(command, _clock.GetUtcNow()) is { } invalid)
        {
            return invalid;
        }

        return await Store(command, r => !r.Exists, unshown: null) ?? throw new InvalidOperationException("This key exists already.");
    }

    private Task<bool> See(TokenDigest secret) => _record.Update(r => secret.Equals(r.Digest)
        ? new Decision<ApiKeyRecord, bool>(ApiKeyRules.Seen(r), true)
        : new(null, false));

    private async Task<CreatedApiKey?> Store(CreateApiKey command, Predicate<ApiKeyRecord> isMissing, bool? unshown)
    {
        var token = _mint.New(TokenPurpose.ApiKey, this.GetPrimaryKey());
        if (!ApiKeySecret.TryParse(token.Reveal(), out var secret))
        {
            throw new InvalidOperationException("A key that was just created cannot be parsed.");
        }

        var view = await _record.Update(r => isMissing(r)
            ? New(command, secret, unshown)
            : new Decision<ApiKeyRecord, ApiKeyView?>(null, null));
        return view is null ? null : new CreatedApiKey(view, token);
    }

    private Decision<ApiKeyRecord, ApiKeyView?> New(CreateApiKey command, ApiKeySecret secret, bool? unshown)
    {
        var next = new ApiKeyRecord
        {
            Id = this.GetPrimaryKey(),
            Name = command.Name,
            Digest = TokenDigest.Of(secret),
            Scopes = command.Scopes,
            CreatedAt = _clock.GetUtcNow(),
            ExpiresAt = command.ExpiresAt,
            Unshown = unshown,
        };
        return new(next, ApiKeyRules.View(next));
    }
}

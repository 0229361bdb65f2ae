using Members.ApiKeys;
using Members.Grains.Leases;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.ApiKeys;

/// <summary>One API key.</summary>
[GrainType("api-key")]
internal sealed class ApiKeyGrain : Grain, IApiKeyGrain
{
    private readonly StoredRecord<ApiKeyRecord> _record;
    private readonly Invalidation _invalidation;
    private readonly TimeProvider _clock;

    public ApiKeyGrain(
        [PersistentState(StateNames.ApiKey, StateNames.Provider)] IPersistentState<ApiKeyRecord> state,
        Freshness freshness,
        Invalidation invalidation,
        TimeProvider clock)
    {
        _record = new StoredRecord<ApiKeyRecord>(state, this, freshness);
        (_invalidation, _clock) = (invalidation, clock);
    }

    /// <inheritdoc/>
    public async Task<Outcome<CreatedApiKey>> Create(CreateApiKey command)
    {
        if (ApiKeyRules.Check(command, _clock.GetUtcNow()) is { } invalid)
        {
            return invalid;
        }

        return await Make(command) ?? throw new InvalidOperationException("This key exists already.");
    }

    /// <inheritdoc/>
    public Task<CreatedApiKey?> CreateFirst(string name) => Make(new CreateApiKey(name, ScopeSet.All, null));

    /// <inheritdoc/>
    public async Task Adopt(ApiKeySecret secret, string name)
    {
        await _record.Update(r =>
            new Decision<ApiKeyRecord, bool>(ApiKeyRules.Adopt(r, this.GetPrimaryKey(), TokenDigest.Of(secret), name, _clock.GetUtcNow()), true));
        await _invalidation.Everywhere(GrainContext.GrainId);
    }

    /// <inheritdoc/>
    public async ValueTask<Scopes> Check(ApiKeySecret secret)
    {
        var record = await _record.Current();
        if (!record.Exists)
        {
            // A made-up key: what does not exist is not kept in memory (contract I16).
            DeactivateOnIdle();
        }

        return ApiKeyRules.Allowed(record, TokenDigest.Of(secret), _clock.GetUtcNow());
    }

    /// <inheritdoc/>
    public async Task<bool> Revoke()
    {
        var known = await _record.Update(r => r.Exists
            ? new Decision<ApiKeyRecord, bool>(r.RevokedAt is null ? r with { RevokedAt = _clock.GetUtcNow() } : r, true)
            : new(null, false));

        // Also when it was revoked before: that call may have ended between its commit and this.
        await _invalidation.Everywhere(GrainContext.GrainId);
        return known;
    }

    private async Task<CreatedApiKey?> Make(CreateApiKey command)
    {
        var token = TokenMint.New(TokenPurpose.ApiKey, this.GetPrimaryKey());
        if (!ApiKeySecret.TryParse(token.Reveal(), out var secret))
        {
            throw new InvalidOperationException("A key that was just made cannot be read.");
        }

        var stored = await _record.Update(r => r.Exists ? new Decision<ApiKeyRecord, ApiKeyView?>(null, null) : Made(command, secret));
        return stored is null ? null : new CreatedApiKey(stored, token);
    }

    private Decision<ApiKeyRecord, ApiKeyView?> Made(CreateApiKey command, ApiKeySecret secret)
    {
        var next = new ApiKeyRecord
        {
            Id = this.GetPrimaryKey(),
            Name = command.Name,
            Digest = TokenDigest.Of(secret),
            Scopes = command.Scopes,
            CreatedAt = _clock.GetUtcNow(),
            ExpiresAt = command.ExpiresAt,
        };
        return new(next, ApiKeyRules.View(next));
    }
}

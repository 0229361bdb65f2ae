using Members.Grains.Storage;
using Members.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Members.Grains.Tokens;

/// <summary>
/// Reads the cluster's key for the tags of tokens before the silo has grains, which make tokens. The first silo on a database makes it.
/// </summary>
internal sealed class TokenTagsStart(
    [FromKeyedServices(StateNames.Provider)] IGrainStorage store, TokenMint mint, TimeProvider clock, IOptions<MembersOptions> options)
    : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>The grain whose row it is.</summary>
    public static readonly GrainId Owner = GrainId.Create("token-tags", GrainIdKeyExtensions.CreateIntegerKey(0).ToString()!);

    // No token that expires is good for longer, except a session that is configured to be.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer)
    {
        // The store and the silo's lease are there.
        const int AfterStore = ServiceLifecycleStage.ApplicationServices + 1;
        observer.Subscribe(nameof(TokenTagsStart), AfterStore, _ => Start());
    }

    private async Task Start()
    {
        var record = await Read();
        if (record.Key is null)
        {
            record = await Make();
        }

        var lifetime = options.Value.SessionLifetime > Longest ? options.Value.SessionLifetime : Longest;
        mint.Tags = new TokenTags(TokenTagKey.Of(record.Key!.Bytes), record.CreatedAt + lifetime);
    }

    private async Task<TokenTagsRecord> Make()
    {
        var made = new TokenTagsRecord { Key = TokenKey.New(), CreatedAt = clock.GetUtcNow() };
        try
        {
            await store.WriteStateAsync(StateNames.TokenTags, Owner, new GrainState<TokenTagsRecord>(made));
            return made;
        }
        catch (InconsistentStateException)
        {
            // Another silo was first.
            return await Read();
        }
    }

    private async Task<TokenTagsRecord> Read()
    {
        var state = new GrainState<TokenTagsRecord>(new TokenTagsRecord());
        try
        {
            await store.ReadStateAsync(StateNames.TokenTags, Owner, state);
            state.State!.EnsureKnown();
            return state.State!;
        }
        catch (Exception fault) when (fault is NewerSchemaException || StorageFaultFilter.IsUnreadable(fault))
        {
            // A silo with a key of its own would make tokens that gateways refuse.
            throw new InvalidOperationException(
                "The key for the tags of tokens (the row named token-tags) cannot be read by this version of Members. If it is damaged, "
                + "stop all silos and delete the row: the next silo makes another key, and all tokens stay good.",
                fault);
        }
    }
}

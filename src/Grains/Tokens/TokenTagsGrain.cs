using Members.Secrets;
using Orleans.Concurrency;

namespace Members.Grains.Tokens;

/// <summary>Tells gateways how this silo tags tokens.</summary>
[GrainType("token-tags"), StatelessWorker(1)]
internal sealed class TokenTagsGrain(TokenMint mint) : Grain, ITokenTagsGrain
{
    /// <inheritdoc/>
    public ValueTask<TokenTags> Read() => new(mint.Tags);
}

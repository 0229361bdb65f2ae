namespace Members.Secrets;

/// <summary>Tells gateways how tokens are tagged. Every silo answers from memory. Its key is 0.</summary>
[Alias("members.ITokenTagsGrain")]
public interface ITokenTagsGrain : IGrainWithIntegerKey
{
    /// <summary>How tokens are tagged.</summary>
    [Alias("Read")]
    ValueTask<TokenTags> Read();
}

using Members.Outcomes;
using Members.Secrets;
using Orleans.Concurrency;

namespace Members.ApiKeys;

/// <summary>One API key: its digest, scopes and state. Keyed by the key's id.</summary>
[Alias("members.IApiKeyGrain")]
public interface IApiKeyGrain : IGrainWithGuidKey
{
    /// <summary>Makes the key. One commit.</summary>
    /// <returns>The key with its secret. Refused: <c>Invalid</c>.</returns>
    [Alias("Create")]
    Task<Outcome<CreatedApiKey>> Create(CreateApiKey command);

    /// <summary>Makes the first key of all, with all scopes. Of several silos that start at once, one makes it. One commit.</summary>
    /// <returns>The key with its secret; null when it was made before.</returns>
    [Alias("CreateFirst")]
    Task<CreatedApiKey?> CreateFirst(string name);

    /// <summary>
    /// Adopts a key that the operator chose, with all scopes, in place of the one adopted before. Nothing happens if it is
    /// that one, or was once: what was revoked or replaced does not come back.
    /// </summary>
    [Alias("Adopt")]
    Task Adopt(ApiKeySecret secret, string name);

    /// <summary>What the key may be used for now; <see cref="Scopes.None"/> when it is wrong, expired or revoked.</summary>
    [Alias("Check"), AlwaysInterleave]
    ValueTask<Scopes> Check(ApiKeySecret secret);

    /// <summary>Makes a token that stands for the key for some hours (RFC 6749, 4.4): with its scopes, and dead when the key is. One commit.</summary>
    /// <returns>Null when the key is wrong, expired or revoked.</returns>
    [Alias("IssueToken")]
    Task<IssuedKeyToken?> IssueToken(ApiKeySecret secret);

    /// <summary>What a token of the key may be used for now; <see cref="Scopes.None"/> when it is made up or has expired, or the key is no longer good.</summary>
    [Alias("CheckToken"), AlwaysInterleave]
    ValueTask<Scopes> CheckToken(OpaqueToken token);

    /// <summary>Revokes for good. One commit.</summary>
    /// <returns>False when there is no such key.</returns>
    [Alias("Revoke")]
    Task<bool> Revoke();
}

/// <summary>A token that was just made for a key.</summary>
/// <param name="Token">The token.</param>
/// <param name="ExpiresIn">How long it is good.</param>
[GenerateSerializer, Immutable, Alias("members.IssuedKeyToken")]
public sealed record IssuedKeyToken(OpaqueToken Token, TimeSpan ExpiresIn);

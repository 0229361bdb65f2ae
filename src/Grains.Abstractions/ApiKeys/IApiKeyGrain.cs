using Members.Outcomes;
using Members.Secrets;
using Orleans.Concurrency;

namespace Members.ApiKeys;

/// <summary>An API key. Keyed by its id.</summary>
[Alias("members.IApiKeyGrain")]
public interface IApiKeyGrain : IGrainWithGuidKey
{
    /// <summary>Creates the key. One commit.</summary>
    /// <returns>The key with its secret. Refused: <c>Invalid</c>.</returns>
    [Alias("Create")]
    Task<Outcome<CreatedApiKey>> Create(CreateApiKey command);

    /// <summary>
    /// Creates the first key, with all scopes, in place of one that was neither shown nor used. Of several silos that start at once, one
    /// creates it. One commit.
    /// </summary>
    /// <returns>The key with its secret, for <see cref="ConfirmShown"/>; null if it exists already, or is about to be shown.</returns>
    [Alias("CreateFirst")]
    Task<CreatedApiKey?> CreateFirst(string name);

    /// <summary>Notes that the operator has seen the first key: it stays. One commit.</summary>
    /// <returns>False when another one has been made in its place.</returns>
    [Alias("ConfirmShown")]
    Task<bool> ConfirmShown(ApiKeySecret secret);

    /// <summary>
    /// Adopts the key that the operator chose, with all scopes, replacing the one adopted before. Does nothing if this key is or ever was
    /// the adopted one: a revoked or replaced key does not come back.
    /// </summary>
    [Alias("Adopt")]
    Task Adopt(ApiKeySecret secret, string name);

    /// <summary>The scopes of the key; <see cref="Scopes.None"/> if it is wrong, expired or revoked.</summary>
    [Alias("Check"), AlwaysInterleave]
    ValueTask<Scopes> Check(ApiKeySecret secret);

    /// <summary>The key's name for people; null when there is no such key.</summary>
    [Alias("Name"), AlwaysInterleave]
    ValueTask<string?> Name();

    /// <summary>
    /// Issues a token that stands for the key for some hours (RFC 6749, 4.4). It has the scopes of the key and is valid only as long as
    /// the key is. One commit.
    /// </summary>
    /// <returns>Null if the key is wrong, expired or revoked.</returns>
    [Alias("IssueToken")]
    Task<IssuedKeyToken?> IssueToken(ApiKeySecret secret);

    /// <summary>The scopes of a token of the key; <see cref="Scopes.None"/> if the token or the key is not valid.</summary>
    [Alias("CheckToken"), AlwaysInterleave]
    ValueTask<Scopes> CheckToken(OpaqueToken token);

    /// <summary>Revokes the key for good. One commit.</summary>
    /// <returns>False when there is no such key.</returns>
    [Alias("Revoke")]
    Task<bool> Revoke();
}

/// <summary>A new token of a key.</summary>
/// <param name="Token">The token.</param>
/// <param name="ExpiresIn">How long it is valid.</param>
[GenerateSerializer, Immutable, Alias("members.IssuedKeyToken")]
public sealed record IssuedKeyToken(OpaqueToken Token, TimeSpan ExpiresIn);

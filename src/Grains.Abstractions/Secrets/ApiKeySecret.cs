using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Members.Accounts;

namespace Members.Secrets;

/// <summary>
/// An API key as a caller presents it: one that Members made (<c>mak_…</c>), or one that the operator chose.
/// </summary>
[GenerateSerializer, Immutable, Alias("members.ApiKeySecret")]
public sealed class ApiKeySecret
{
    /// <summary>The fewest characters of a key that the operator chooses.</summary>
    public const int MinLength = 32;

    private const int MaxLength = 512;

    [Id(0)]
    private readonly string _text;

    private ApiKeySecret(string text, Guid keyId) => (_text, KeyId) = (text, keyId);

    /// <summary>The key of the <see cref="ApiKeys.IApiKeyGrain"/> that knows this key.</summary>
    [Id(1)]
    public Guid KeyId { get; }

    /// <summary>Reads a key; false when it cannot be one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKeySecret? key)
    {
        ArgumentNullException.ThrowIfNull(text);
        key = null;
        if (text.StartsWith("mak_", StringComparison.Ordinal))
        {
            if (OpaqueToken.TryParse(TokenPurpose.ApiKey, text, out var token))
            {
                key = new ApiKeySecret(text, token.Owner);
            }
        }
        else if (!OpaqueToken.HasPrefix(text) && text.Length is >= MinLength and <= MaxLength)
        {
            // A digest of the key itself leads to its grain; it is not the digest that the grain compares with.
            key = new ApiKeySecret(text, MemberId.Derive("api-key", text));
        }

        return key is not null;
    }

    /// <summary>The SHA-256 digest that is stored.</summary>
    public byte[] Digest() => SHA256.HashData(Encoding.UTF8.GetBytes(_text));

    /// <summary>Never the key.</summary>
    public override string ToString() => $"ApiKey({KeyId:N})";
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Members.Secrets;

/// <summary>An API key as a caller presents it: issued by Members (<c>mak_…</c>) or chosen by the operator.</summary>
[GenerateSerializer, Immutable, Alias("members.ApiKeySecret")]
public sealed class ApiKeySecret
{
    /// <summary>The shortest key that the operator may choose.</summary>
    public const int MinLength = 32;

    private const int MaxLength = 512;

    /// <summary>
    /// The id of the one key that the operator chooses. It is constant, because an id derived from the key would put a fast hash of it
    /// into lists and logs (contract I15).
    /// </summary>
    public static readonly Guid OperatorKey = new("6f70657261746f72206b657900000001");

    /// <summary>The id of the key that is created at the first start. It is constant, so that several silos create one key.</summary>
    public static readonly Guid FirstKey = new("6669727374206b657900000000000001");

    [Id(0)]
    private readonly string _text;

    private ApiKeySecret(string text, Guid keyId, OpaqueToken? token = null) => (_text, KeyId, Token) = (text, keyId, token);

    /// <summary>The id of the key, and of the <see cref="ApiKeys.IApiKeyGrain"/> that holds it.</summary>
    [Id(1)]
    public Guid KeyId { get; }

    /// <summary>The key as a token; null for one that the operator chose, and in a copy that a grain was given.</summary>
    [field: NonSerialized]
    public OpaqueToken? Token { get; }

    /// <summary>Parses a key; false when it cannot be one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKeySecret? key)
    {
        ArgumentNullException.ThrowIfNull(text);
        key = null;
        if (text.StartsWith("mak_", StringComparison.Ordinal))
        {
            if (OpaqueToken.TryParse(TokenPurpose.ApiKey, text, out var token))
            {
                key = new ApiKeySecret(text, token.Owner, token);
            }
        }
        else if (!OpaqueToken.HasPrefix(text) && text.Length is >= MinLength and <= MaxLength && text.All(IsSendable))
        {
            key = new ApiKeySecret(text, OperatorKey);
        }

        return key is not null;
    }

    // What an Authorization header carries unchanged: no spaces, and no comma, which separates credentials there.
    private static bool IsSendable(char c) => c is > ' ' and <= '~' and not ',';

    /// <summary>The SHA-256 digest that is stored.</summary>
    public byte[] Digest() => SHA256.HashData(Encoding.UTF8.GetBytes(_text));

    /// <summary>Never the key.</summary>
    public override string ToString() => $"ApiKey({KeyId:N})";
}

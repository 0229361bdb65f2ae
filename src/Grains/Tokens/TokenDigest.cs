using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Members.Secrets;

namespace Members.Grains.Tokens;

/// <summary>
/// The SHA-256 of a secret of 256 random bits, which is stored in its place. A fast hash is right for such secrets (ASVS 5.0, 6.5.2).
/// </summary>
[GenerateSerializer, Immutable, Alias("members.TokenDigest")]
[JsonConverter(typeof(Converter))]
internal sealed class TokenDigest : IEquatable<TokenDigest>
{
    [Id(0)]
    private readonly byte[] _bytes;

    private TokenDigest(byte[] bytes) => _bytes = bytes;

    /// <summary>The digest of a token.</summary>
    public static TokenDigest Of(OpaqueToken token)
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        token.WriteDigest(bytes);
        return new TokenDigest(bytes);
    }

    /// <summary>The digest of what a token shares with its successors.</summary>
    public static TokenDigest OfFamily(OpaqueToken token)
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        token.WriteFamilyDigest(bytes);
        return new TokenDigest(bytes);
    }

    /// <summary>The digest of an API key.</summary>
    public static TokenDigest Of(ApiKeySecret secret) => new(secret.Digest());

    /// <summary>Whether the digest is the token's, in constant time.</summary>
    public bool Matches(OpaqueToken token)
    {
        Span<byte> presented = stackalloc byte[SHA256.HashSizeInBytes];
        token.WriteDigest(presented);
        return Is(presented);
    }

    /// <summary>Whether the digest is of what the token shares with its successors.</summary>
    public bool MatchesFamily(OpaqueToken token)
    {
        Span<byte> presented = stackalloc byte[SHA256.HashSizeInBytes];
        token.WriteFamilyDigest(presented);
        return Is(presented);
    }

    /// <summary>Whether it is this digest, in constant time.</summary>
    public bool Is(ReadOnlySpan<byte> digest) => CryptographicOperations.FixedTimeEquals(digest, _bytes);

    /// <inheritdoc/>
    public bool Equals(TokenDigest? other) => other is not null && CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TokenDigest);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    /// <inheritdoc/>
    public override string ToString() => "TokenDigest(redacted)";

    private sealed class Converter : JsonConverter<TokenDigest>
    {
        public override TokenDigest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetBytesFromBase64());

        public override void Write(Utf8JsonWriter writer, TokenDigest value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(value._bytes);
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Members.Grains.Tokens;

/// <summary>
/// 32 random bytes that tokens are derived with. They are of no use alone, except that a visitor's tokens can be made with them.
/// </summary>
[GenerateSerializer, Immutable, Alias("members.TokenKey")]
[JsonConverter(typeof(Converter))]
internal sealed class TokenKey : IEquatable<TokenKey>
{
    private const int Size = 32;

    [Id(0)]
    private readonly byte[] _bytes;

    private TokenKey(byte[] bytes) => _bytes = bytes;

    /// <summary>The bytes. For deriving tokens; never for a log or an error.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A new one.</summary>
    public static TokenKey New() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>One of these bytes.</summary>
    public static TokenKey Of(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        return new TokenKey(bytes.ToArray());
    }

    /// <inheritdoc/>
    public bool Equals(TokenKey? other) => other is not null && CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TokenKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    /// <inheritdoc/>
    public override string ToString() => "TokenKey(redacted)";

    private sealed class Converter : JsonConverter<TokenKey>
    {
        // A key of another length means a damaged row.
        public override TokenKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetBytesFromBase64() is { Length: Size } bytes ? new(bytes) : throw new JsonException("A key of the wrong length.");

        public override void Write(Utf8JsonWriter writer, TokenKey value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(value._bytes);
    }
}

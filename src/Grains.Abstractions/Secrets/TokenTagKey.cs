using System.Security.Cryptography;
using System.Text;

namespace Members.Secrets;

/// <summary>
/// The key of the tags that tokens carry: 32 of a token's random bits are replaced by a keyed hash of what precedes them, so that a token
/// that somebody made up is refused without asking a grain. It admits nobody: a token is good only if its owner stores its digest
/// (docs/adr/0013).
/// </summary>
[GenerateSerializer, Immutable, Alias("members.TokenTagKey")]
public sealed class TokenTagKey
{
    /// <summary>The size of a key in bytes.</summary>
    public const int Size = 32;

    // In the half of the secret that a refresh token shares with its successors, so that these have the tag too.
    internal const int TagAt = 12, TagSize = 4;

    private const int MessageSize = Size + 1 + 16 + 16 + TagAt;

    [Id(0)]
    private readonly byte[] _bytes;

    private TokenTagKey(byte[] bytes) => _bytes = bytes;

    /// <summary>A key of these 32 bytes.</summary>
    public static TokenTagKey Of(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        return new TokenTagKey(bytes.ToArray());
    }

    /// <summary>Whether a token is tagged with this key.</summary>
    public bool Tagged(OpaqueToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        Span<byte> tag = stackalloc byte[TagSize];
        Compute(token.Purpose, token.Owner, token.Id, token.Secret, tag);
        return CryptographicOperations.FixedTimeEquals(tag, token.Secret.Slice(TagAt, TagSize));
    }

    /// <summary>Puts the tag into the secret of a token that is being made.</summary>
    /// <param name="purpose">What the token is for.</param>
    /// <param name="owner">The member or API key that it belongs to.</param>
    /// <param name="id">Its id.</param>
    /// <param name="secret">Its 32 random bytes, of which four are replaced; 224 random bits stay (ASVS 5.0, 11.5.1 requires 128).</param>
    public void Tag(TokenPurpose purpose, Guid owner, Guid id, Span<byte> secret) =>
        Compute(purpose, owner, id, secret, secret.Slice(TagAt, TagSize));

    /// <summary>
    /// A key for another use, which tells nothing about this one (RFC 5869): what all processes of a cluster sign and check need not be
    /// stored anywhere.
    /// </summary>
    /// <param name="use">What it is for: another key for each use.</param>
    public byte[] Derive(string use)
    {
        ArgumentException.ThrowIfNullOrEmpty(use);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, Size, info: Encoding.UTF8.GetBytes(use));
    }

    /// <summary>Never the key.</summary>
    public override string ToString() => "TokenTagKey(redacted)";

    private void Compute(TokenPurpose purpose, Guid owner, Guid id, ReadOnlySpan<byte> secret, Span<byte> tag)
    {
        // A prefix of the key is as good as HMAC here, because all messages have one length and the hash is cut short. It takes a third of
        // the time, and every session check pays it.
        Span<byte> message = stackalloc byte[MessageSize];
        _bytes.CopyTo(message);
        message[Size] = (byte)purpose;
        owner.TryWriteBytes(message[(Size + 1)..]);
        id.TryWriteBytes(message[(Size + 17)..]);
        secret[..TagAt].CopyTo(message[(Size + 33)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        hash[..TagSize].CopyTo(tag);
    }
}

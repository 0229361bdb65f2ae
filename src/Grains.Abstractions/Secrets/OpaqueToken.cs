using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Members.Secrets;

/// <summary>A bearer token: <c>prefix_base64url(version, owner id, token id, 32 random bytes, CRC-32)</c>.</summary>
/// <remarks>
/// The owner id routes a call to the grain that holds the token, the prefix lets secret scanners find leaks, and the checksum catches
/// typing errors before a grain is called. 69 bytes are exactly 92 characters, so each token has one spelling. The secret has at least
/// 224 random bits (ASVS 5.0, 11.5.1 requires 128); four of its bytes are a tag that gateways check (<see cref="TokenTagKey"/>). Only
/// digests of tokens are stored.
/// </remarks>
[GenerateSerializer, Immutable, Alias("members.OpaqueToken")]
public sealed class OpaqueToken
{
    private const byte Version = 1;
    private const int OwnerAt = 1, IdAt = 17, SecretAt = 33, SecretSize = 32, CheckAt = SecretAt + SecretSize, Size = CheckAt + 4;
    private const int FamilyEnd = SecretAt + 16;
    private const int PrefixSize = 4, TextSize = PrefixSize + (Size / 3 * 4);

    private static readonly string[] Prefixes = [.. Enum.GetValues<TokenPurpose>().Select(Prefix)];

    [Id(0)]
    private readonly byte[] _bytes;

    private OpaqueToken(TokenPurpose purpose, byte[] bytes) => (Purpose, _bytes) = (purpose, bytes);

    /// <summary>What the token is for.</summary>
    [Id(1)]
    public TokenPurpose Purpose { get; }

    /// <summary>The member, or the API key, that the token belongs to.</summary>
    public Guid Owner => new(_bytes.AsSpan(OwnerAt, 16));

    /// <summary>The token's id, under which its owner stores the digest. Not secret.</summary>
    public Guid Id => new(_bytes.AsSpan(IdAt, 16));

    internal ReadOnlySpan<byte> Secret => _bytes.AsSpan(SecretAt, SecretSize);

    /// <summary>Makes a token.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="owner">The member or API key that it belongs to.</param>
    /// <param name="id">Its id.</param>
    /// <param name="secret">32 bytes from a cryptographic generator.</param>
    public static OpaqueToken Create(TokenPurpose purpose, Guid owner, Guid id, ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SecretSize);
        var bytes = new byte[Size];
        bytes[0] = Version;
        owner.TryWriteBytes(bytes.AsSpan(OwnerAt));
        id.TryWriteBytes(bytes.AsSpan(IdAt));
        secret.CopyTo(bytes.AsSpan(SecretAt));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(CheckAt), Checksum(purpose, bytes));
        return new OpaqueToken(purpose, bytes);
    }

    /// <summary>Parses a token of one purpose; false for anything else.</summary>
    public static bool TryParse(TokenPurpose purpose, ReadOnlySpan<char> text, [NotNullWhen(true)] out OpaqueToken? token)
    {
        token = null;
        if (text.Length != TextSize || !text.StartsWith(Prefix(purpose), StringComparison.Ordinal))
        {
            return false;
        }

        var bytes = new byte[Size];
        if (Base64Url.DecodeFromChars(text[PrefixSize..], bytes, out _, out var written) != System.Buffers.OperationStatus.Done
            || written != Size
            || bytes[0] != Version
            || BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(CheckAt)) != Checksum(purpose, bytes))
        {
            return false;
        }

        token = new OpaqueToken(purpose, bytes);
        return true;
    }

    /// <summary>Whether a text claims to be a token of any purpose.</summary>
    internal static bool HasPrefix(ReadOnlySpan<char> text)
    {
        foreach (var prefix in Prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the SHA-256 digest that the owner stores.</summary>
    /// <param name="destination">32 bytes.</param>
    public void WriteDigest(Span<byte> destination)
    {
        Span<byte> message = stackalloc byte[Size + 1];
        message[0] = (byte)Purpose;
        _bytes.CopyTo(message[1..]);
        SHA256.HashData(message, destination);
    }

    /// <summary>
    /// Writes the digest of the half of the secret that a token shares with its successors. It tells an older refresh token of the same
    /// login from a forged one.
    /// </summary>
    /// <param name="destination">32 bytes.</param>
    public void WriteFamilyDigest(Span<byte> destination)
    {
        Span<byte> message = stackalloc byte[FamilyEnd + 1];
        message[0] = (byte)Purpose;
        _bytes.AsSpan(0, FamilyEnd).CopyTo(message[1..]);
        SHA256.HashData(message, destination);
    }

    /// <summary>
    /// The token that replaces this one: of the same family, with the other half derived from this token. The same salt gives the same
    /// successor, so it can be issued again without having been stored.
    /// </summary>
    /// <param name="salt">A secret of the owner, without which a holder of this token cannot derive the next.</param>
    public OpaqueToken Successor(ReadOnlySpan<byte> salt)
    {
        Span<byte> message = stackalloc byte[Size + 1];
        message[0] = (byte)Purpose;
        _bytes.CopyTo(message[1..]);
        Span<byte> made = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(salt, message, made);
        Span<byte> secret = stackalloc byte[SecretSize];
        _bytes.AsSpan(SecretAt, FamilyEnd - SecretAt).CopyTo(secret);
        made[..(CheckAt - FamilyEnd)].CopyTo(secret[(FamilyEnd - SecretAt)..]);
        return Create(Purpose, Owner, Id, secret);
    }

    /// <summary>The text, for the recipient of the token; never for a log, an error or a grain key.</summary>
    public string Reveal() => string.Concat(Prefix(Purpose), Base64Url.EncodeToString(_bytes));

    /// <summary>The purpose and the id, never the secret.</summary>
    public override string ToString() => $"{Purpose}({Id:N})";

    private static string Prefix(TokenPurpose purpose) => purpose switch
    {
        TokenPurpose.SessionTicket => "mst_",
        TokenPurpose.Session => "mss_",
        TokenPurpose.Approval => "map_",
        TokenPurpose.SetPassword => "mpw_",
        TokenPurpose.ApiKey => "mak_",
        TokenPurpose.Device => "mdv_",
        TokenPurpose.AccessToken => "mat_",
        TokenPurpose.RefreshToken => "mrt_",
        TokenPurpose.AuthorizationCode => "mac_",
        TokenPurpose.Visitor => "mvt_",
        TokenPurpose.VisitorRefresh => "mvr_",
        TokenPurpose.KeyAccess => "maa_",
        TokenPurpose.EmailVerification => "mev_",
        TokenPurpose.UndoEmailChange => "mue_",
        TokenPurpose.Application => "mwt_",
        TokenPurpose.Decision => "mdt_",
    };

    // The purpose is part of the checksum, so a token with the prefix of another purpose does not parse.
    private static uint Checksum(TokenPurpose purpose, byte[] bytes)
    {
        var crc = new Crc32();
        crc.Append([(byte)purpose]);
        crc.Append(bytes.AsSpan(0, CheckAt));
        return crc.GetCurrentHashAsUInt32();
    }
}

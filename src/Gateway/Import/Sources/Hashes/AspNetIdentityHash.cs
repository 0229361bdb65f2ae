using System.Buffers.Binary;

namespace Members.Gateway.Import.Sources.Hashes;

/// <summary>The hashes of ASP.NET Core Identity, versions 2 and 3: Base64 of a mark, the parameters, the salt and the key.</summary>
internal static class AspNetIdentityHash
{
    private const int SaltOfV2 = 16;
    private const int KeyOfV2 = 32;
    private const int HeaderOfV3 = 13;

    /// <summary>The canonical text; null when it is none of them, or was cut short.</summary>
    public static string? Canonical(string text) => Base64Text.Bytes(text) switch
    {
        [0, .. var rest] when rest.Length == SaltOfV2 + KeyOfV2 => Text("sha1", 1000, rest.AsSpan(0, SaltOfV2), rest.AsSpan(SaltOfV2)),
        [1, ..] and { Length: > HeaderOfV3 } bytes => V3(bytes),
        _ => null,
    };

    private static string? V3(ReadOnlySpan<byte> bytes)
    {
        var iterations = BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]);
        var salt = BinaryPrimitives.ReadUInt32BigEndian(bytes[9..]);
        var rest = bytes[HeaderOfV3..];
        string? digest = BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]) switch
        {
            0 => "sha1",
            1 => "sha256",
            2 => "sha512",
            _ => null,
        };

        // The framework's own bounds: a salt and a key of at least 128 bits.
        return digest is null || salt < 16 || rest.Length < salt + 16L
            ? null
            : Text(digest, iterations, rest[..(int)salt], rest[(int)salt..]);
    }

    private static string Text(string digest, uint iterations, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> key) =>
        $"$pbkdf2-{digest}$i={iterations},l={key.Length}${Base64Text.Raw(salt)}${Base64Text.Raw(key)}";
}

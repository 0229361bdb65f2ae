using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Members.Grains.Passwords.Foreign;

/// <summary>A hash function by the name that it has in the texts of hashes.</summary>
internal sealed record DigestFunction(string Name, int Length, Func<byte[], byte[]> Hash, Func<byte[], byte[], byte[]> Mac)
{
    [SuppressMessage("Security", "CA5350", Justification = "To check hashes that others made.")]
    [SuppressMessage("Security", "CA5351", Justification = "To check hashes that others made.")]
    private static readonly FrozenDictionary<string, DigestFunction> All = new DigestFunction[]
    {
        new("md4", 16, d => Hashed(new MD4Digest(), d), (k, d) => Maced(new MD4Digest(), k, d)),
        new("md5", MD5.HashSizeInBytes, MD5.HashData, HMACMD5.HashData),
        new("sha1", SHA1.HashSizeInBytes, SHA1.HashData, HMACSHA1.HashData),
        new("sha224", 28, d => Hashed(new Sha224Digest(), d), (k, d) => Maced(new Sha224Digest(), k, d)),
        new("sha256", SHA256.HashSizeInBytes, SHA256.HashData, HMACSHA256.HashData),
        new("sha384", SHA384.HashSizeInBytes, SHA384.HashData, HMACSHA384.HashData),
        new("sha512", SHA512.HashSizeInBytes, SHA512.HashData, HMACSHA512.HashData),
    }.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The function of a name.</summary>
    public static DigestFunction Of(string name) => All[name];

    private static byte[] Hashed(IDigest digest, byte[] data)
    {
        var result = new byte[digest.GetDigestSize()];
        digest.BlockUpdate(data, 0, data.Length);
        digest.DoFinal(result, 0);
        return result;
    }

    private static byte[] Maced(IDigest digest, byte[] key, byte[] data)
    {
        var mac = new HMac(digest);
        var result = new byte[mac.GetMacSize()];
        mac.Init(new KeyParameter(key));
        mac.BlockUpdate(data, 0, data.Length);
        mac.DoFinal(result, 0);
        return result;
    }
}

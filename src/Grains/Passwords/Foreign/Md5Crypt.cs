using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Members.Grains.Passwords.Foreign;

/// <summary>md5-crypt, which FreeBSD made for crypt(3) (<c>$1$</c>): 1,000 rounds of MD5.</summary>
internal sealed class Md5Crypt(string salt) : HashSetting
{
    private const int Rounds = 1000, MostSalt = 8;

    private static readonly byte[] Mark = "$1$"u8.ToArray();

    // crypt(3) writes the bytes of the digest in an order of its own.
    private static readonly int[] Order = [12, 6, 0, 13, 7, 1, 14, 8, 2, 15, 9, 3, 5, 10, 4, 11];

    /// <inheritdoc/>
    public override string Scheme => "md5-crypt";

    /// <inheritdoc/>
    public override bool IsSlow => false;

    /// <inheritdoc/>
    public override int? MostBytes => HashLimits.MostBytesEachRound;

    /// <param name="text">What follows the mark.</param>
    public static ParsedHash Parse(string text)
    {
        var fields = new HashFields(text);
        var salt = fields.Next();
        fields.RefuseIf(salt.Length > MostSalt || salt.Any(c => c is <= ' ' or > '~'), HashFault.Damaged("its salt is none of md5-crypt"));
        var digest = CryptAlphabet.Read(fields, fields.Next(), MD5.HashSizeInBytes);
        return fields.Make(() => new ForeignHash(new Md5Crypt(salt), CryptOrder.Undo(digest, Order)));
    }

    /// <inheritdoc/>
    public override byte[] Digest(string password)
    {
        var (bytes, saltBytes) = (CryptPassword.Of(password), Encoding.ASCII.GetBytes(salt));
        var inner = Hash(bytes, saltBytes, bytes);
        var first = new List<byte>([.. bytes, .. Mark, .. saltBytes]);
        first.AddRange(CryptOrder.Repeat(inner, bytes.Length));
        for (var bits = bytes.Length; bits > 0; bits >>= 1)
        {
            // The first byte of the password, where one would expect the digest: it was a slip once, and is the format now.
            first.Add((bits & 1) != 0 ? (byte)0 : bytes[0]);
        }

        var digest = Hash([.. first]);
        for (var round = 0; round < Rounds; round++)
        {
            var isOdd = (round & 1) != 0;
            digest = Hash(
                isOdd ? bytes : digest, round % 3 != 0 ? saltBytes : [], round % 7 != 0 ? bytes : [], isOdd ? digest : bytes);
        }

        return digest;
    }

    /// <inheritdoc/>
    public override string Write(byte[] digest) => $"$1${salt}${CryptAlphabet.Encode(CryptOrder.Do(digest, Order))}";

    [SuppressMessage("Security", "CA5351", Justification = "To check hashes that others made.")]
    private static byte[] Hash(params ReadOnlySpan<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var part in parts)
        {
            hash.AppendData(part);
        }

        return hash.GetHashAndReset();
    }
}

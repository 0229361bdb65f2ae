using System.Security.Cryptography;
using System.Text;

namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// SHA-crypt by Ulrich Drepper (https://www.akkadia.org/drepper/SHA-crypt.txt): <c>$5$</c> with SHA-256, <c>$6$</c> with SHA-512.
/// </summary>
/// <param name="mark">Which of the two.</param>
/// <param name="rounds">The rounds; null for the default, which the text then does not name.</param>
/// <param name="salt">At most 16 characters.</param>
internal sealed class ShaCrypt(char mark, int? rounds, string salt) : HashSetting
{
    private const int DefaultRounds = 5000, MostSalt = 16;
    private const string RoundsName = "rounds=";

    // crypt(3) writes the bytes of the digest in an order of its own: three from three thirds of it, in turn.
    private static readonly int[] OrderOf256 = [.. Triples(10, 21), 30, 31], OrderOf512 = [.. Triples(21, 22), 63];

    /// <inheritdoc/>
    public override string Scheme => "sha-crypt";

    /// <inheritdoc/>
    public override bool IsSlow => rounds >= HashLimits.SlowCryptRounds;

    /// <inheritdoc/>
    public override int? MostBytes => HashLimits.MostBytesEachRound;

    private int Length => LengthOf(mark);

    private HashAlgorithmName Algorithm => mark == '5' ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512;

    /// <param name="text">What follows the mark.</param>
    /// <param name="mark">Which of the two.</param>
    public static ParsedHash Parse(string text, char mark)
    {
        var fields = new HashFields(text);
        var salt = fields.Next();
        int? rounds = null;
        if (salt.StartsWith(RoundsName, StringComparison.Ordinal))
        {
            rounds = fields.Number(
                salt[RoundsName.Length..], "the number of rounds", HashLimits.LeastCryptRounds, HashLimits.MostCryptRounds);
            salt = fields.Next();
        }

        fields.RefuseIf(salt.Length > MostSalt || salt.Any(c => c is <= ' ' or > '~'), HashFault.Damaged("its salt is none of SHA-crypt"));
        var digest = CryptAlphabet.Read(fields, fields.Next(), LengthOf(mark));
        return fields.Make(() => new ForeignHash(new ShaCrypt(mark, rounds, salt), CryptOrder.Undo(digest, OrderOf(mark))));
    }

    /// <inheritdoc/>
    public override byte[] Digest(string password)
    {
        using var hash = IncrementalHash.CreateHash(Algorithm);
        var (bytes, saltBytes) = (CryptPassword.Of(password), Encoding.ASCII.GetBytes(salt));
        var digest = First(hash, bytes, saltBytes);
        var p = CryptOrder.Repeat(Hash(hash, CryptOrder.Repeat(bytes, bytes.Length * bytes.Length)), bytes.Length);
        var s = CryptOrder.Repeat(Hash(hash, CryptOrder.Repeat(saltBytes, saltBytes.Length * (16 + digest[0]))), saltBytes.Length);
        for (var round = 0; round < (rounds ?? DefaultRounds); round++)
        {
            var isOdd = (round & 1) != 0;
            digest = Hash(hash, isOdd ? p : digest, round % 3 != 0 ? s : [], round % 7 != 0 ? p : [], isOdd ? digest : p);
        }

        return digest;
    }

    /// <inheritdoc/>
    public override string Write(byte[] digest)
    {
        var written = CryptAlphabet.Encode(CryptOrder.Do(digest, OrderOf(mark)));
        return rounds is { } n ? $"${mark}${RoundsName}{n}${salt}${written}" : $"${mark}${salt}${written}";
    }

    private static int LengthOf(char mark) => mark == '5' ? SHA256.HashSizeInBytes : SHA512.HashSizeInBytes;

    private static int[] OrderOf(char mark) => mark == '5' ? OrderOf256 : OrderOf512;

    private static IEnumerable<int> Triples(int third, int step) => Enumerable.Range(0, third)
        .Select(k => k * step % (3 * third))
        .SelectMany(a => new[] { (a + (2 * third)) % (3 * third), (a + third) % (3 * third), a });

    private byte[] First(IncrementalHash hash, byte[] password, byte[] saltBytes)
    {
        var inner = Hash(hash, password, saltBytes, password);
        hash.AppendData(password);
        hash.AppendData(saltBytes);
        hash.AppendData(CryptOrder.Repeat(inner, password.Length));
        for (var bits = password.Length; bits > 0; bits >>= 1)
        {
            hash.AppendData((bits & 1) != 0 ? inner : password);
        }

        return hash.GetHashAndReset();
    }

    private byte[] Hash(IncrementalHash hash, params ReadOnlySpan<byte[]> parts)
    {
        foreach (var part in parts)
        {
            hash.AppendData(part);
        }

        var digest = new byte[Length];
        hash.GetHashAndReset(digest);
        return digest;
    }
}

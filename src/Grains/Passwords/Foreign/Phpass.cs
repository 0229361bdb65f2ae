using System.Text;

namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// The portable hashes of phpass: WordPress before 6.8 (<c>$P$</c>), phpBB 3 (<c>$H$</c>), both with MD5, and Drupal 7 (<c>$S$</c>) with
/// SHA-512 of which it keeps 43 digits. The digit after the mark is the binary logarithm of the rounds, and eight of salt follow.
/// </summary>
internal sealed class Phpass(char mark, int log2, string salt) : HashSetting
{
    private const int SaltLength = 8, SettingLength = 12, LengthOfDrupal = 32;

    private readonly DigestFunction _function = FunctionOf(mark);

    /// <inheritdoc/>
    public override string Scheme => "phpass";

    /// <inheritdoc/>
    public override bool IsSlow => false;

    /// <inheritdoc/>
    public override int? MostBytes => HashLimits.MostBytesEachRound;

    /// <inheritdoc/>
    public override bool IgnoresSpacesAround => true;

    public static ParsedHash Parse(string text)
    {
        if (text.Length < SettingLength)
        {
            return HashFault.PartMissing;
        }

        var fields = new HashFields(text[SettingLength..]);
        var (mark, log2) = (text[1], CryptAlphabet.ValueOf(text[3]));
        var salt = text[4..SettingLength];
        fields.RefuseIf(log2 < HashLimits.LeastPhpassLog2, HashFault.Damaged("its number of rounds is none"));
        fields.RefuseIf(
            log2 > HashLimits.MostPhpassLog2, HashFault.TooExpensive("the number of rounds", 1 << HashLimits.MostPhpassLog2));
        fields.RefuseIf(salt.Any(c => c is '$' or < ' ' or > '~'), HashFault.Damaged("its salt has a character that it cannot have"));
        var digest = CryptAlphabet.Read(fields, fields.Next(), mark == 'S' ? LengthOfDrupal : FunctionOf(mark).Length);
        return fields.Make(() => new ForeignHash(new Phpass(mark, log2, salt), digest));
    }

    /// <inheritdoc/>
    public override byte[] Digest(string password)
    {
        var bytes = CryptPassword.Of(password);
        var digest = _function.Hash([.. Encoding.ASCII.GetBytes(salt), .. bytes]);
        byte[] next = [.. digest, .. bytes];
        for (var i = 0; i < 1 << log2; i++)
        {
            digest = _function.Hash(next);
            digest.CopyTo(next, 0);
        }

        return mark == 'S' ? digest[..LengthOfDrupal] : digest;
    }

    /// <inheritdoc/>
    public override string Write(byte[] digest) => $"${mark}${CryptAlphabet.Characters[log2]}{salt}{CryptAlphabet.Encode(digest)}";

    private static DigestFunction FunctionOf(char mark) => DigestFunction.Of(mark == 'S' ? "sha512" : "md5");
}

using System.Buffers;
using System.Text;

namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// bcrypt (<c>$2a$</c>, <c>$2b$</c>, <c>$2x$</c>, <c>$2y$</c>), which ignores what follows the 72nd byte of a password. <c>$2x$</c>
/// marks hashes of an old fault of crypt_blowfish, which are checked without it: only a password with other letters than ASCII differs.
/// </summary>
internal sealed class Bcrypt(string salt) : HashSetting
{
    /// <summary>The length of a text.</summary>
    public const int Length = 60;

    private const int SaltLength = 29;

    private static readonly SearchValues<char> Digits = SearchValues.Create(CryptAlphabet.Characters);

    /// <inheritdoc/>
    public override string Scheme => BcryptScheme.ForeignName;

    /// <inheritdoc/>
    public override bool IsSlow => true;

    /// <inheritdoc/>
    public override int? MostBytes => 72;

    public static ParsedHash Parse(string text)
    {
        var fields = new HashFields("");
        _ = fields.Next();
        if (text.Length < Length)
        {
            return HashFault.CutShort("bcrypt has 60 characters");
        }

        var isBcrypt = text.Length == Length && text[0] == '$' && text[1] == '2' && text[2] is 'a' or 'b' or 'x' or 'y'
            && text[3] == '$' && text[6] == '$' && text.AsSpan(7).IndexOfAnyExcept(Digits) < 0;
        fields.RefuseIf(!isBcrypt, HashFault.Damaged("it is not as bcrypt writes them"));
        fields.Number(isBcrypt ? text[4..6] : "4", "the cost", HashLimits.LeastBcryptCost, HashLimits.MostBcryptCost);
        return fields.Make(() => new ForeignHash(new Bcrypt(text[..SaltLength]), Encoding.ASCII.GetBytes(text[SaltLength..])));
    }

    /// <inheritdoc/>
    public override byte[] Digest(string password) =>
        Encoding.ASCII.GetBytes(BCrypt.Net.BCrypt.HashPassword(password, salt)[SaltLength..]);

    /// <inheritdoc/>
    public override string Write(byte[] digest) => salt + Encoding.ASCII.GetString(digest);
}

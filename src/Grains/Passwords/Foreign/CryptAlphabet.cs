namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// The digits of crypt(3): six bits each, the low ones first, three bytes in four digits. phpass, md5-crypt and SHA-crypt use them so;
/// bcrypt has the same characters in another order.
/// </summary>
internal static class CryptAlphabet
{
    public const string Characters = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>The value of a digit; negative when it is none.</summary>
    public static int ValueOf(char digit) => Characters.IndexOf(digit, StringComparison.Ordinal);

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var digits = new char[DigitsOf(bytes.Length)];
        for (var i = 0; i < digits.Length; i++)
        {
            var (at, shift) = (i * 6 / 8, i * 6 % 8);
            var bits = (bytes[at] >> shift) | (at + 1 < bytes.Length ? bytes[at + 1] << (8 - shift) : 0);
            digits[i] = Characters[bits & 63];
        }

        return new string(digits);
    }

    /// <summary>The bytes of digits; null when there is another character. Bits that are left over are dropped.</summary>
    public static byte[]? Decode(string digits)
    {
        var bytes = new byte[digits.Length * 6 / 8];
        for (var i = 0; i < digits.Length; i++)
        {
            var value = ValueOf(digits[i]);
            if (value < 0)
            {
                return null;
            }

            var (at, shift) = (i * 6 / 8, i * 6 % 8);
            if (at < bytes.Length)
            {
                bytes[at] |= (byte)(value << shift);
            }

            if (at + 1 < bytes.Length && shift > 2)
            {
                bytes[at + 1] |= (byte)(value >> (8 - shift));
            }
        }

        return bytes;
    }

    /// <summary>How many digits a number of bytes takes.</summary>
    public static int DigitsOf(int bytes) => ((bytes * 8) + 5) / 6;

    /// <summary>Reads digits that must be those of so many bytes.</summary>
    public static byte[] Read(HashFields fields, string digits, int length)
    {
        var bytes = Decode(digits);
        fields.RefuseIf(bytes is null, HashFault.Damaged("the digest has a character that it cannot have"));
        return fields.Digest(bytes ?? [], length);
    }
}

using System.Text;

namespace Members.Grains.Passwords.Foreign;

/// <summary>The bytes of a password for an algorithm that hashes all of them in each round.</summary>
internal static class CryptPassword
{
    /// <summary>The bytes in UTF-8, up to a limit (<see cref="HashLimits.MostBytesEachRound"/>).</summary>
    public static byte[] Of(string password)
    {
        var bytes = Encoding.UTF8.GetBytes(password);
        return bytes.Length > HashLimits.MostBytesEachRound ? bytes[..HashLimits.MostBytesEachRound] : bytes;
    }
}

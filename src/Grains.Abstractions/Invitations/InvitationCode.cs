using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Members.Invitations;

/// <summary>
/// The code of an invitation: twelve of Crockford's 32 letters in fours, which are 60 bits. It is stored as a digest alone.
/// </summary>
[GenerateSerializer, Immutable, Alias("members.InvitationCode")]
public sealed class InvitationCode
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 12, Group = 4, MostTyped = 100;

    [Id(0)]
    private readonly string _letters;

    private InvitationCode(string letters) => _letters = letters;

    /// <summary>Makes a code.</summary>
    /// <param name="random">12 bytes from a cryptographic generator.</param>
    public static InvitationCode Create(ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, Length);
        var letters = new StringBuilder(Length);
        foreach (var value in random)
        {
            letters.Append(Letters[value % Letters.Length]);
        }

        return new InvitationCode(letters.ToString());
    }

    /// <summary>Parses a code as typed: letter case, blanks and hyphens do not matter, nor O for 0, nor I and L for 1.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out InvitationCode? code)
    {
        code = null;
        if (text is null || text.Length > MostTyped)
        {
            return false;
        }

        var letters = new StringBuilder(Length);
        foreach (var c in text.Where(c => c is not (' ' or '-' or '\t')).Select(char.ToUpperInvariant))
        {
            letters.Append(c switch { 'O' => '0', 'I' or 'L' => '1', _ => c });
        }

        var typed = letters.ToString();
        if (typed.Length != Length || !typed.All(Letters.Contains))
        {
            return false;
        }

        code = new InvitationCode(typed);
        return true;
    }

    /// <summary>The digest that is stored: lower-case hexadecimal SHA-256.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(_letters)));

    /// <summary>The text for whoever is invited; never for a log, an error or a grain key.</summary>
    public string Reveal() => string.Join('-', _letters.Chunk(Group).Select(g => new string(g)));

    /// <summary>Nothing of the code.</summary>
    public override string ToString() => nameof(InvitationCode);
}

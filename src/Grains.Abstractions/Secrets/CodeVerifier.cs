using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Members.Secrets;

/// <summary>The secret by which a client proves that it requested a code (RFC 7636, 4.1).</summary>
[GenerateSerializer, Immutable, Alias("members.CodeVerifier")]
public sealed class CodeVerifier
{
    /// <summary>The length of a challenge, which is base64url of 32 bytes.</summary>
    public const int ChallengeLength = 43;

    [Id(0)]
    private readonly string _text;

    private CodeVerifier(string text) => _text = text;

    /// <summary>Parses a verifier: 43 to 128 letters, digits, <c>-</c>, <c>.</c>, <c>_</c> or <c>~</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out CodeVerifier? verifier)
    {
        verifier = text is { Length: >= 43 and <= 128 } && text.All(IsUnreserved) ? new CodeVerifier(text) : null;
        return verifier is not null;
    }

    /// <summary>Whether a text has the form of a challenge.</summary>
    public static bool IsChallenge([NotNullWhen(true)] string? text) =>
        text is { Length: ChallengeLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Whether a challenge was derived from this verifier (RFC 7636, 4.6). Compares in constant time.</summary>
    public bool Answers(string challenge)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        var own = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_text)));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(own), Encoding.UTF8.GetBytes(challenge));
    }

    /// <summary>Never the text.</summary>
    public override string ToString() => "CodeVerifier(redacted)";

    private static bool IsUnreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';
}

using System.Text.RegularExpressions;

namespace Members.Gateway.Import.Sources.Hashes;

/// <summary>
/// The forms of hashes in canonical text (docs/import.md): what no form fits is a password in clear text, or of a kind that is not known.
/// Whether a hash can be verified, and at what cost, the server says.
/// </summary>
internal static partial class HashShapes
{
    /// <summary>What is wrong with a text as a hash, as a sentence that does not repeat it; null when it has a known form.</summary>
    public static string? Problem(string text)
    {
        Regex[] forms = [Bcrypt, Phpass, Derived, Digest, Crypt, Unmarked];
        if (forms.Any(form => form.IsMatch(text)))
        {
            return null;
        }

        return BcryptStart.IsMatch(text)
            ? "The bcrypt hash is not of 60 characters: it was cut short or changed."
            : "The text is not a hash of a known form. Passwords in clear text are not taken.";
    }

    [GeneratedRegex(@"^(\$wp)?\$2[abxy]\$[0-9]{2}\$[./A-Za-z0-9]{53}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Bcrypt { get; }

    [GeneratedRegex(@"^(\$wp)?\$2[abxy]?\$", RegexOptions.CultureInvariant)]
    private static partial Regex BcryptStart { get; }

    [GeneratedRegex(@"^\$[PH]\$[./A-Za-z0-9]{31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Phpass { get; }

    [GeneratedRegex(
        @"^\$(argon2(id|i|d)\$(v=[0-9]+\$)?m=[0-9]+,t=[0-9]+,p=[0-9]+|pbkdf2(-sha(1|224|256|384|512))?\$(i=[0-9]+,l=[0-9]+|[0-9]+)"
        + @"|scrypt\$ln=[0-9]+,r=[0-9]+,p=[0-9]+)\$[A-Za-z0-9+/.=_-]+\$[A-Za-z0-9+/.=_-]+\z"
        + @"|^\$firescrypt\$ln=[0-9]+,r=[0-9]+,p=[0-9]+(\$[A-Za-z0-9+/=_-]+){4}\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Derived { get; }

    [GeneratedRegex(
        @"^\{SSHA(256|512)?\}[A-Za-z0-9+/=]+\z|^\$(md5|sha1|sha256|sha512)\$(pf=[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]*\$)?[A-Za-z0-9+/=]+\z"
        + @"|^\$hmac-[a-z0-9]+\$[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Digest { get; }

    [GeneratedRegex(
        @"^\$S\$[./A-Za-z0-9]{52}\z|^\$(1|5|6|md5-crypt|sha256-crypt|sha512-crypt)\$(rounds=[0-9]+\$)?[^$]+\$[./A-Za-z0-9]{22,86}\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Crypt { get; }

    // Those of Django, MediaWiki and better-auth, and MD5 in hexadecimal digits.
    [GeneratedRegex(
        @"^pbkdf2_sha(1|256)\$[0-9]+\$[^$]+\$[A-Za-z0-9+/=]+\z|^:pbkdf2:[a-z0-9]+:[0-9]+:[0-9]+:[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+\z"
        + @"|^[0-9a-f]{32}:[0-9a-f]{128}\z|^[0-9A-Fa-f]{32}\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Unmarked { get; }
}

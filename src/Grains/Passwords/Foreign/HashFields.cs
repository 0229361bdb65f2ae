using System.Globalization;

namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// Reads the fields of a hash one after another and keeps the first fault. What is read after a fault is empty or the least that is
/// allowed, so that a parser may read on to the end.
/// </summary>
internal sealed class HashFields(string text, char separator = '$')
{
    /// <summary>No field of a hash is split into more parts: the rest is refused unread.</summary>
    private const int MostParts = 16;

    private readonly string[] _parts = text.Split(separator, MostParts);
    private int _next;

    public HashFault? Fault { get; private set; }

    /// <summary>How many fields there are.</summary>
    public int Count => _parts.Length;

    public void Refuse(HashFault fault) => Fault ??= fault;

    public void RefuseIf(bool isWrong, HashFault fault)
    {
        if (isWrong)
        {
            Refuse(fault);
        }
    }

    /// <summary>The next field as it is.</summary>
    public string Next()
    {
        if (_next < _parts.Length)
        {
            return _parts[_next++];
        }

        Refuse(HashFault.PartMissing);
        return "";
    }

    /// <summary>The next field, which is a number.</summary>
    public int Number(string name, int least, int most) => Number(Next(), name, least, most);

    /// <summary>A number. One beyond the limit makes the hash too expensive.</summary>
    public int Number(string? digits, string name, int least, int most)
    {
        if (string.IsNullOrEmpty(digits) || !digits.All(char.IsAsciiDigit))
        {
            Refuse(HashFault.Damaged($"{name} is not a number"));
            return least;
        }

        var isInt = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        RefuseIf(!isInt || number > most, HashFault.TooExpensive(name, most));
        RefuseIf(isInt && number < least, HashFault.Damaged(string.Create(CultureInfo.InvariantCulture, $"{name} is less than {least}")));
        return isInt ? Math.Clamp(number, least, most) : least;
    }

    /// <summary>The next field, which is a list such as <c>ln=14,r=8,p=1</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters(params ReadOnlySpan<string> known)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Next().Split(','))
        {
            var (name, value) = pair.IndexOf('=') is var at and > 0 ? (pair[..at], pair[(at + 1)..]) : (pair, "");
            RefuseIf(!known.Contains(name) || !found.TryAdd(name, value), HashFault.Damaged("its parameters are not those of its form"));
        }

        return found;
    }

    /// <summary>The next field as bytes.</summary>
    public byte[] Bytes(string name) => Bytes(Next(), name);

    /// <summary>Bytes in Base64, with or without padding. passlib writes <c>.</c> for <c>+</c>.</summary>
    public byte[] Bytes(string base64, string name)
    {
        var digits = base64.TrimEnd('=');
        if (!digits.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '.'))
        {
            Refuse(HashFault.Damaged($"{name} is not Base64"));
            return [];
        }

        if (digits.Length % 4 == 1)
        {
            Refuse(HashFault.CutShort($"{name} ends in the middle of a byte"));
            return [];
        }

        return Convert.FromBase64String(digits.Replace('.', '+').PadRight((digits.Length + 3) / 4 * 4, '='));
    }

    /// <summary>The next field as a digest.</summary>
    public byte[] Digest() => Digest(Bytes("the digest"));

    /// <summary>Refuses a digest that is too short to tell two passwords apart.</summary>
    public byte[] Digest(byte[] digest)
    {
        RefuseIf(digest.Length < HashLimits.ShortestDigest, HashFault.CutShort(string.Create(
            CultureInfo.InvariantCulture, $"its digest has {digest.Length} bytes, and {HashLimits.ShortestDigest} are the fewest")));
        RefuseIf(digest.Length > HashLimits.LongestDigest, HashFault.Damaged("its digest is too long"));
        return digest;
    }

    /// <summary>The next field as a digest of one algorithm's length.</summary>
    public byte[] Digest(int length) => Digest(Bytes("the digest"), length);

    /// <summary>Refuses a digest that does not have its algorithm's length.</summary>
    public byte[] Digest(byte[] digest, int length)
    {
        RefuseIf(digest.Length < length, HashFault.CutShort(string.Create(
            CultureInfo.InvariantCulture, $"its digest has {digest.Length} bytes instead of {length}")));
        RefuseIf(digest.Length > length, HashFault.Damaged("its digest is too long"));
        return digest;
    }

    /// <summary>The hash, unless there was a fault.</summary>
    public ParsedHash Make(Func<ForeignHash> make)
    {
        RefuseIf(_next < _parts.Length, HashFault.Damaged("something follows its end"));
        return Fault is { } fault ? fault : make();
    }
}

using Members.Calls;

namespace Members.Audit;

/// <summary>Makes untrusted text harmless in a log of any format.</summary>
public static class AuditText
{
    /// <summary>The longest text that is kept.</summary>
    public const int MaxLength = 128;

    private const char Harmless = '_';

    /// <summary>
    /// The text with everything but visible ASCII replaced. Logged values need no more, and so none can start a line, hide one, or look
    /// like two fields (ASVS 5.0, 16.4.1).
    /// </summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= MaxLength && !text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return text;
        }

        return string.Create(Math.Min(text.Length, MaxLength), text, (clean, raw) =>
        {
            for (var i = 0; i < clean.Length; i++)
            {
                clean[i] = raw[i] is >= '!' and <= '~' ? raw[i] : Harmless;
            }
        });
    }

    /// <summary>The origin with each text cleaned, because callers of the grains may send anything.</summary>
    public static CallOrigin Clean(CallOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return new(Clean(origin.Actor), CleanOrNull(origin.Address), CleanOrNull(origin.TraceId));
    }

    private static string? CleanOrNull(string? text) => text is null ? null : Clean(text);
}

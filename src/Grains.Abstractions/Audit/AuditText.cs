using Members.Calls;

namespace Members.Audit;

/// <summary>Makes texts from outside harmless in any log, whatever its format.</summary>
public static class AuditText
{
    /// <summary>The longest text that is kept.</summary>
    public const int MaxLength = 128;

    private const char Harmless = '_';

    /// <summary>
    /// The text with everything but visible ASCII replaced. Nothing that is logged needs more, and so no value can begin a
    /// line, hide one, or look like two fields (ASVS 5.0, 16.4.1).
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

    /// <summary>The origin with each of its texts clean: a caller of the grains may say anything.</summary>
    public static CallOrigin Clean(CallOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return new(Clean(origin.Actor), origin.Address is null ? null : Clean(origin.Address), origin.TraceId is null ? null : Clean(origin.TraceId));
    }
}

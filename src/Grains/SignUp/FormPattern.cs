using System.Text.RegularExpressions;

namespace Members.Grains.SignUp;

/// <summary>
/// A pattern of a form. It is matched by .NET's engine without backtracking, in time that grows with the text alone, so that no pattern
/// and no answer can keep a silo busy.
/// </summary>
internal static class FormPattern
{
    // For a pattern that counts to thousands: it is linear too, and still slow. A good answer must pass on a busy machine too, where a
    // match of microseconds may have to wait for a core, and the first one of a process for the compiler.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Why a pattern cannot be used; null when it can.</summary>
    public static string? Fault(string pattern)
    {
        try
        {
            _ = Matches(Compile(pattern), new string('a', 100));
            return null;
        }
        catch (RegexParseException fault)
        {
            return $"The pattern cannot be read: {fault.Error} at character {fault.Offset}.";
        }
        catch (Exception fault) when (fault is NotSupportedException or ArgumentException)
        {
            return "The pattern must do without back references and without looking around.";
        }
    }

    /// <summary>The pattern, for the whole text.</summary>
    public static Regex Compile(string pattern)
    {
        // By itself first: what closes a group that it has not opened would be whole inside another.
        _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        return new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience);
    }

    /// <summary>Whether a text is what the pattern asks; not when that takes too long.</summary>
    public static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}

namespace Members.Outcomes;

/// <summary>The rules of every text that somebody writes and that is kept as it is.</summary>
internal static class TextRules
{
    /// <summary>Every rule that a text breaks; no text breaks none.</summary>
    /// <param name="field">The path of the field.</param>
    /// <param name="name">What the sentence calls it.</param>
    /// <param name="text">The text.</param>
    /// <param name="max">The most UTF-16 code units.</param>
    /// <param name="hasLines">Whether line breaks and tabs are allowed.</param>
    public static IEnumerable<Violation> Violations(string field, string name, string? text, int max, bool hasLines = false)
    {
        if (text is null)
        {
            yield break;
        }

        if (text.Length > max)
        {
            yield return new(field, "TOO_LONG", $"The {name} may have at most {max} characters.");
        }

        if (text.Any(c => char.IsControl(c) && !(hasLines && c is ('\n' or '\r' or '\t'))) || !IsWellFormed(text))
        {
            yield return new(field, "INVALID_CHARACTER", $"The {name} holds a control character or a broken one.");
        }
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }
}

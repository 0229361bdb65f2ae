namespace Members.Gateway.Pages;

/// <summary>Reads what was typed into a form of a page.</summary>
internal static class PageForms
{
    /// <summary>One line, without the blanks around it; empty when there is none.</summary>
    public static string Line(this IFormCollection form, string name) => form[name].ToString().Trim();

    /// <summary>A text of several lines. Browsers send line breaks as two characters, which they count as one.</summary>
    public static string Lines(this IFormCollection form, string name) => form[name].ToString().ReplaceLineEndings("\n");

    /// <summary>Whether a box is ticked.</summary>
    public static bool IsTicked(this IFormCollection form, string name) => form[name].ToString().Length > 0;
}

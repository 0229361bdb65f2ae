namespace Members.Gateway.Admin.Drafts;

/// <summary>Lists as people type them: an entry a line.</summary>
internal static class DraftLines
{
    /// <summary>The entries, without the blanks around them.</summary>
    public static string[] Of(string lines) =>
        lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

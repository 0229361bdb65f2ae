namespace Members.Gateway.Json;

/// <summary>Ids as they are written over HTTP.</summary>
internal static class Ids
{
    private const int Length = 36;

    /// <summary>Reads one. The length is looked at too: the framework's exact format forgives blanks and line ends around it.</summary>
    public static bool TryParse(string? text, out Guid id)
    {
        id = default;
        return text?.Length == Length && Guid.TryParseExact(text, "D", out id);
    }
}

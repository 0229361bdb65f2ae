namespace Members.Gateway.Json;

/// <summary>Ids in the HTTP API.</summary>
internal static class Ids
{
    private const int Length = 36;

    /// <summary>Parses a GUID. The length is checked because the framework's exact format accepts surrounding white space.</summary>
    public static bool TryParse(string? text, out Guid id)
    {
        id = default;
        return text?.Length == Length && Guid.TryParseExact(text, "D", out id);
    }
}

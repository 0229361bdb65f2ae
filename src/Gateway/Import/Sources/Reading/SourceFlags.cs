namespace Members.Gateway.Import.Sources.Reading;

/// <summary>Yes and no as sources write them.</summary>
internal static class SourceFlags
{
    /// <summary>Yes or no; null for anything else.</summary>
    public static bool? Of(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "T" or "1" or "YES" or "Y" or "JA" or "WAHR" or "ON" => true,
        "FALSE" or "F" or "0" or "NO" or "N" or "NEIN" or "FALSCH" or "OFF" => false,
        _ => null,
    };
}

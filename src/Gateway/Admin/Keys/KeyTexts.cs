namespace Members.Gateway.Admin.Keys;

/// <summary>The texts of the API keys.</summary>
public sealed class KeyTexts;

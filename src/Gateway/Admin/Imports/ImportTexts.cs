namespace Members.Gateway.Admin.Imports;

/// <summary>The texts of imports.</summary>
public sealed class ImportTexts;

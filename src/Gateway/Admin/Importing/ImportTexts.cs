namespace Members.Gateway.Admin.Importing;

/// <summary>The texts of imports.</summary>
public sealed class ImportTexts;

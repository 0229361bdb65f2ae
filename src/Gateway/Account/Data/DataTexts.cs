namespace Members.Gateway.Account.Data;

/// <summary>The texts of a member's data, on the page and in the file.</summary>
public sealed class DataTexts;

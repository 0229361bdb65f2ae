namespace Members.Gateway.Admin.Home;

/// <summary>The texts of the console's first page.</summary>
public sealed class HomeTexts;

namespace Members.Gateway.Admin.Health;

/// <summary>The texts of the page about how the site runs.</summary>
public sealed class HealthTexts;

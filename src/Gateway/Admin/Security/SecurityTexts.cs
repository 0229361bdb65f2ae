namespace Members.Gateway.Admin.Security;

/// <summary>The texts of the security log.</summary>
public sealed class SecurityTexts;

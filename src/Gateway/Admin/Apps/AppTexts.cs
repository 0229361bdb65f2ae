namespace Members.Gateway.Admin.Apps;

/// <summary>The texts of the apps.</summary>
public sealed class AppTexts;

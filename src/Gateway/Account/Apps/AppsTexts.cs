namespace Members.Gateway.Account.Apps;

/// <summary>The texts of the page of apps.</summary>
public sealed class AppsTexts;

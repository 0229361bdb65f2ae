namespace Members.Gateway.Admin.SiteSettings;

/// <summary>The texts of the settings.</summary>
public sealed class SettingTexts;

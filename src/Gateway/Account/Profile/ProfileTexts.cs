namespace Members.Gateway.Account.Profile;

/// <summary>The texts of the page of the profile.</summary>
public sealed class ProfileTexts;

namespace Members.Gateway.Account.Password;

/// <summary>The texts of the page of the password.</summary>
public sealed class ChangePasswordTexts;

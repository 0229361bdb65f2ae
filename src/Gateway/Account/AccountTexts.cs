namespace Members.Gateway.Account;

/// <summary>The texts that the pages of a member's account share.</summary>
public sealed class AccountTexts;

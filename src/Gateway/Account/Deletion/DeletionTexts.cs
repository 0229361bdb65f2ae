namespace Members.Gateway.Account.Deletion;

/// <summary>The texts of the pages on which members have their account deleted.</summary>
public sealed class DeletionTexts;

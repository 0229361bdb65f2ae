namespace Members.Gateway.Account.Overview;

/// <summary>The texts of the first page of the account.</summary>
public sealed class OverviewTexts;

namespace Members.Gateway.Account.Activity;

/// <summary>The texts of the page of what has happened.</summary>
public sealed class ActivityTexts;

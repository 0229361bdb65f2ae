namespace Members.Gateway.Account.Sessions;

/// <summary>The texts of the page of devices.</summary>
public sealed class SessionsTexts;

namespace Members.Gateway.Login;

/// <summary>The texts of logging in.</summary>
public sealed class LogInTexts;

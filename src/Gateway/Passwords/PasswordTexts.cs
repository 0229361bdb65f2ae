namespace Members.Gateway.Passwords;

/// <summary>The texts of the pages that ask for a link and set a password with it, in the resource files beside this one.</summary>
public sealed class PasswordTexts;

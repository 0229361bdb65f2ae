namespace Members.Gateway.SignUp;

/// <summary>The texts of the sign-up page, in the resource files beside this one.</summary>
public sealed class SignUpTexts;

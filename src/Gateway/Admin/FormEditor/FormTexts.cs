namespace Members.Gateway.Admin.FormEditor;

/// <summary>The texts of the pages about the sign-up form.</summary>
public sealed class FormTexts;

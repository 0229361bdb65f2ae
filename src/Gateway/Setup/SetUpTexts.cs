namespace Members.Gateway.Setup;

/// <summary>The texts of the page that makes the first owner.</summary>
public sealed class SetUpTexts;

namespace Members.Gateway.Setup;

/// <summary>The texts of making the first owner.</summary>
public sealed class SetupTexts;

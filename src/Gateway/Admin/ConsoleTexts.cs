namespace Members.Gateway.Admin;

/// <summary>The texts that the pages of the console share.</summary>
public sealed class ConsoleTexts;

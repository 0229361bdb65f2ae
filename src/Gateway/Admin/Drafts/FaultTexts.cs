namespace Members.Gateway.Admin.Drafts;

/// <summary>What is wrong with what staff typed, by the rule that it breaks.</summary>
public sealed class FaultTexts;

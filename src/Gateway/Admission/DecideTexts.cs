namespace Members.Gateway.Admission;

/// <summary>The texts of the page on which an approver decides from a mail, in the resource files beside this one.</summary>
public sealed class DecideTexts;

namespace Members.Gateway.Verification;

/// <summary>The texts of the page that undoes a change of address, in the resource files beside this one.</summary>
public sealed class UndoTexts;

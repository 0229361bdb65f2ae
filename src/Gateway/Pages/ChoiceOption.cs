namespace Members.Gateway.Pages;

/// <summary>Something to tick or to choose.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Label">What it is called.</param>
/// <param name="IsChosen">Whether it is chosen.</param>
public sealed record ChoiceOption(string Value, string Label, bool IsChosen);

namespace Members.Gateway.Pages;

/// <summary>The texts that all pages share, in the resource files beside this one.</summary>
public sealed class PageTexts;

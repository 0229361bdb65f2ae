namespace Members.Gateway.OAuth;

/// <summary>The texts of the pages on which people log in for a client, in the resource files beside this one.</summary>
public sealed class OAuthTexts;

namespace Members.Gateway.Admin.Team;

/// <summary>The texts of the page about the staff.</summary>
public sealed class TeamTexts;

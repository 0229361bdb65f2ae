namespace Members.Gateway.Admin.People;

/// <summary>The texts of the pages about members.</summary>
public sealed class PeopleTexts;

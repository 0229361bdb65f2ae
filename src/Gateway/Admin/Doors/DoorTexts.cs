namespace Members.Gateway.Admin.Doors;

/// <summary>The texts of the door and the admission rules.</summary>
public sealed class DoorTexts;

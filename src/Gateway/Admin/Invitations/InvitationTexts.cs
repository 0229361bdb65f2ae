namespace Members.Gateway.Admin.Invitations;

/// <summary>The texts of invitations.</summary>
public sealed class InvitationTexts;

namespace Members.Gateway.Admin.Mails;

/// <summary>The texts of the pages about mails.</summary>
public sealed class MailTexts;

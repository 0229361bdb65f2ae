namespace Members.Grains.Mail;

/// <summary>What a mail says.</summary>
[Alias("members.MailKind")]
public enum MailKind
{
    /// <summary>Carries the link that sets a password.</summary>
    SetPassword = 0,

    /// <summary>Tells the old address that the login address was changed.</summary>
    LoginEmailChanged = 1,

    /// <summary>Carries the code that shows that somebody reads the address's mail.</summary>
    VerificationCode = 2,
}

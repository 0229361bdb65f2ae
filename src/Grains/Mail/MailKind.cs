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

    /// <summary>Tells an approver who waits.</summary>
    ApplicationsWaiting = 10,

    /// <summary>Tells an applicant that the application has arrived.</summary>
    ApplicationReceived = 11,

    /// <summary>Tells an applicant that they are in.</summary>
    ApplicationApproved = 12,

    /// <summary>Tells an applicant that they were turned down.</summary>
    ApplicationRejected = 13,

    /// <summary>Asks an applicant something.</summary>
    ApplicationQuestion = 14,

    /// <summary>Tells an applicant that nobody decided in time.</summary>
    ApplicationLapsed = 15,

    /// <summary>Invites somebody who is no member.</summary>
    Invitation = 16,

    /// <summary>Tells a member that they are blocked.</summary>
    MemberBlocked = 17,

    /// <summary>Tells a member when the deletion that they asked for takes effect, and how to keep the account.</summary>
    AccountDeletion = 18,
}

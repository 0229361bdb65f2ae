using Members.Grains.Mail;

namespace Members.Silo.Mail;

/// <summary>How one kind of mail is written.</summary>
/// <param name="Template">The name of its templates in the folder <c>Templates</c>.</param>
/// <param name="LinkPage">The page that its link opens; empty for where members log in, null for a mail without a link.</param>
/// <param name="Required">What it cannot be sent without.</param>
internal sealed record MailFormat(string Template, string? LinkPage, MailSecretKind Required)
{
    /// <summary>The format of every kind of mail. A new kind needs a row here, and templates.</summary>
    public static MailFormat Of(MailKind kind) => kind switch
    {
        MailKind.SetPassword => new("set-password", LinkPage: "set-password", MailSecretKind.Link),
        MailKind.LoginEmailChanged => new("login-email-changed", LinkPage: "undo-email-change", MailSecretKind.None),
        MailKind.VerificationCode => new("verification-code", LinkPage: null, MailSecretKind.Code),
        MailKind.ApplicationsWaiting => new("applications-waiting", LinkPage: "decide", MailSecretKind.None),
        MailKind.ApplicationReceived => new("application-received", LinkPage: "application", MailSecretKind.Link),
        MailKind.ApplicationApproved => new("application-approved", LinkPage: "", MailSecretKind.None),
        MailKind.ApplicationRejected => new("application-rejected", LinkPage: null, MailSecretKind.None),
        MailKind.ApplicationQuestion => new("application-question", LinkPage: "application", MailSecretKind.Link),
        MailKind.ApplicationLapsed => new("application-lapsed", LinkPage: null, MailSecretKind.None),
        MailKind.Invitation => new("invitation", LinkPage: "sign-up", MailSecretKind.None),
        MailKind.MemberBlocked => new("member-blocked", LinkPage: null, MailSecretKind.None),
        MailKind.AccountDeletion => new("account-deletion", LinkPage: "", MailSecretKind.None),
    };

    /// <summary>Whether a mail carries what it cannot be sent without.</summary>
    public bool IsComplete(MailJob job) => Required switch
    {
        MailSecretKind.None => true,
        MailSecretKind.Link => job.Link is not null,
        MailSecretKind.Code => job.Code is not null,
    };
}

/// <summary>The kinds of secret a mail may carry.</summary>
internal enum MailSecretKind
{
    None,
    Link,
    Code,
}

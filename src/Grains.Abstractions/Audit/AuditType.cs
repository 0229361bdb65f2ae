using System.Collections.Frozen;

namespace Members.Audit;

/// <summary>
/// A kind of security event. Numbers and names are a contract with those who read the log and the members' events. Names follow the
/// OWASP logging vocabulary where it has one. A failure's number is that of the success plus one.
/// </summary>
/// <param name="Number">The event id of a success.</param>
/// <param name="Success">The name of a success.</param>
/// <param name="Failure">The name of a refusal.</param>
/// <param name="Lasts">Whether it changes the member permanently; such events are kept longest.</param>
public sealed record AuditType(int Number, string Success, string Failure, bool Lasts = false)
{
    /// <summary>A login with the password.</summary>
    public static readonly AuditType Login = new(100, "authn_login_success", "authn_login_fail");

    /// <summary>A ticket for a member who was authenticated elsewhere.</summary>
    public static readonly AuditType Ticket = new(110, "authn_token_created", "authn_token_create_fail");

    /// <summary>A request for a set-password mail.</summary>
    public static readonly AuditType PasswordLink = new(120, "authn_password_link_created", "authn_password_link_fail");

    /// <summary>A password was set by a mailed link.</summary>
    public static readonly AuditType PasswordSet = new(130, "authn_password_set", "authn_password_set_fail", Lasts: true);

    /// <summary>A member changed their password.</summary>
    public static readonly AuditType PasswordChange = new(140, "authn_password_change", "authn_password_change_fail", Lasts: true);

    /// <summary>An authorization code for an OAuth client.</summary>
    public static readonly AuditType Code = new(150, "authn_code_created", "authn_code_create_fail");

    /// <summary>Another code was mailed for a verification in progress.</summary>
    public static readonly AuditType CodeSent = new(160, "authn_email_code_sent", "authn_email_code_send_fail");

    /// <summary>Whether a member has confirmed something with the password; only refusals are logged.</summary>
    public static readonly AuditType PasswordConfirmation = new(170, "authn_password_confirmed", "authn_password_confirm_fail");

    /// <summary>A registration.</summary>
    public static readonly AuditType Registration = new(200, "user_created", "user_create_fail", Lasts: true);

    /// <summary>An approval, or the end of a block.</summary>
    public static readonly AuditType Approval = new(210, "user_approved", "user_approve_fail", Lasts: true);

    /// <summary>A block.</summary>
    public static readonly AuditType Block = new(220, "user_blocked", "user_block_fail", Lasts: true);

    /// <summary>A change of the login address.</summary>
    public static readonly AuditType EmailChange = new(230, "user_email_changed", "user_email_change_fail", Lasts: true);

    /// <summary>A member was deleted. Only the log has this event.</summary>
    public static readonly AuditType Deletion = new(240, "user_deleted", "user_delete_fail", Lasts: true);

    /// <summary>A change of the login address was undone from the old one.</summary>
    public static readonly AuditType EmailChangeUndone = new(250, "user_email_change_undone", "user_email_change_undo_fail", Lasts: true);

    /// <summary>An application was rejected.</summary>
    public static readonly AuditType Rejection = new(260, "user_rejected", "user_reject_fail", Lasts: true);

    /// <summary>A decision on an application was taken back.</summary>
    public static readonly AuditType DecisionUndone = new(270, "user_decision_undone", "user_decision_undo_fail", Lasts: true);

    /// <summary>A note was written on an application.</summary>
    public static readonly AuditType ApplicationNote = new(280, "application_note_added", "application_note_fail");

    /// <summary>A member changed what they tell about themself.</summary>
    public static readonly AuditType ProfileChange = new(290, "user_updated", "user_update_fail");

    /// <summary>An applicant was asked something.</summary>
    public static readonly AuditType ApplicationQuestion = new(700, "application_question", "application_question_fail");

    /// <summary>An applicant replied.</summary>
    public static readonly AuditType ApplicationReply = new(710, "application_reply", "application_reply_fail");

    /// <summary>An applicant changed the answers of an application that waits.</summary>
    public static readonly AuditType AnswersChanged = new(810, "application_answers_changed", "application_answers_change_fail");

    /// <summary>Somebody looks after an application, or no longer does.</summary>
    public static readonly AuditType ApplicationClaim = new(720, "application_claim", "application_claim_fail");

    /// <summary>A session was opened.</summary>
    public static readonly AuditType SessionOpened = new(300, "session_created", "session_create_fail");

    /// <summary>A session was ended.</summary>
    public static readonly AuditType SessionEnded = new(310, "session_ended", "session_end_fail");

    /// <summary>All sessions were ended.</summary>
    public static readonly AuditType AllSessionsEnded = new(320, "session_all_ended", "session_all_end_fail", Lasts: true);

    /// <summary>A session with an OAuth client was issued another access token.</summary>
    public static readonly AuditType SessionRefreshed = new(330, "session_refreshed", "session_refresh_fail");

    /// <summary>
    /// Whether a refresh token or code was used once. One that is used again may have been stolen, so the session ends. Only reuse is
    /// logged.
    /// </summary>
    public static readonly AuditType TokenReuse = new(340, "authn_token_in_turn", "authn_token_reuse");

    /// <summary>Invitations were made.</summary>
    public static readonly AuditType InvitationCreated = new(730, "invitation_created", "invitation_create_fail");

    /// <summary>An invitation was withdrawn.</summary>
    public static readonly AuditType InvitationRevoked = new(740, "invitation_revoked", "invitation_revoke_fail");

    /// <summary>A member has agreed to texts of the site.</summary>
    public static readonly AuditType ConsentGiven = new(750, "consent_given", "consent_give_fail", Lasts: true);

    /// <summary>The roles of a member were changed.</summary>
    public static readonly AuditType StaffChanged = new(760, "authz_change", "authz_change_fail");

    /// <summary>Staff confirmed that the login address is the member's.</summary>
    public static readonly AuditType EmailVerified = new(770, "user_email_verified", "user_email_verify_fail", Lasts: true);

    /// <summary>Staff took a file of members with them.</summary>
    public static readonly AuditType MembersExported = new(820, "sensitive_read", "sensitive_read_fail");

    /// <summary>A member asked for their own deletion.</summary>
    public static readonly AuditType DeletionRequest = new(830, "user_deletion_requested", "user_deletion_request_fail", Lasts: true);

    /// <summary>A deletion that a member had asked for was dropped: they came back, or somebody else wants the account kept.</summary>
    public static readonly AuditType DeletionDropped = new(840, "user_deletion_dropped", "user_deletion_drop_fail", Lasts: true);

    /// <summary>A mail with sample values was sent to whoever asked for it.</summary>
    public static readonly AuditType MailTest = new(780, "mail_test_sent", "mail_test_fail");

    /// <summary>The mails of a member that wait were tried again at once.</summary>
    public static readonly AuditType MailRetry = new(790, "user_mail_retried", "user_mail_retry_fail");

    /// <summary>A member was made from a row of an import.</summary>
    public static readonly AuditType MemberImported = new(850, "user_imported", "user_import_fail", Lasts: true);

    /// <summary>A member whom an import had made was removed with it.</summary>
    public static readonly AuditType ImportedMemberRemoved = new(860, "user_import_removed", "user_import_remove_fail");

    /// <summary>An import was started.</summary>
    public static readonly AuditType ImportStarted = new(870, "import_started", "import_start_fail");

    /// <summary>An import is being undone.</summary>
    public static readonly AuditType ImportUndone = new(880, "import_undone", "import_undo_fail");

    /// <summary>Members of an import are being mailed links that set a password.</summary>
    public static readonly AuditType ImportInvited = new(890, "import_invited", "import_invite_fail");

    /// <summary>An API key was created, or the operator's was adopted.</summary>
    public static readonly AuditType KeyCreated = new(400, "key_created", "key_create_fail");

    /// <summary>An API key was used.</summary>
    public static readonly AuditType KeyUsed = new(410, "key_used", "key_use_fail");

    /// <summary>An API key was revoked.</summary>
    public static readonly AuditType KeyRevoked = new(420, "key_revoked", "key_revoke_fail");

    /// <summary>A token that stands for an API key was issued.</summary>
    public static readonly AuditType KeyToken = new(430, "key_token_created", "key_token_create_fail");

    /// <summary>A setting was changed at run time.</summary>
    public static readonly AuditType SettingsChanged = new(500, "settings_changed", "settings_change_fail");

    /// <summary>An OAuth client was added.</summary>
    public static readonly AuditType ClientCreated = new(510, "client_created", "client_create_fail");

    /// <summary>An OAuth client was deleted.</summary>
    public static readonly AuditType ClientDeleted = new(520, "client_deleted", "client_delete_fail");

    /// <summary>Whether a call was allowed; only refusals are logged.</summary>
    public static readonly AuditType Access = new(600, "authz_success", "authz_fail");

    /// <summary>Whether a call was within its limit; only refusals are logged.</summary>
    public static readonly AuditType Limit = new(610, "rate_limit_kept", "excess_rate_limit_exceeded");

    private static readonly AuditType[] All =
    [
        Login, Ticket, PasswordLink, PasswordSet, PasswordChange, Code, CodeSent, PasswordConfirmation,
        Registration, Approval, Block, EmailChange, Deletion,
        EmailChangeUndone, Rejection, DecisionUndone, ApplicationNote, ProfileChange, ApplicationQuestion,
        ApplicationReply, AnswersChanged, ApplicationClaim, InvitationCreated, InvitationRevoked, ConsentGiven, StaffChanged, EmailVerified,
        MembersExported, DeletionRequest, DeletionDropped, MailTest, MailRetry,
        MemberImported, ImportedMemberRemoved, ImportStarted, ImportUndone, ImportInvited,
        SessionOpened, SessionEnded, AllSessionsEnded, SessionRefreshed,
        TokenReuse, KeyCreated, KeyUsed, KeyRevoked,
        KeyToken, SettingsChanged, ClientCreated, ClientDeleted, Access, Limit,
    ];

    private static readonly FrozenDictionary<string, (AuditType Type, bool Failed)> Names = All
        .SelectMany(t => new[] { (Name: t.Success, Value: (t, false)), (Name: t.Failure, Value: (t, true)) })
        .ToFrozenDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);

    /// <summary>Every kind of event, in the order of their numbers.</summary>
    public static IEnumerable<AuditType> Kinds => All.OrderBy(t => t.Number);

    /// <summary>Every name of an event.</summary>
    public static IEnumerable<string> AllNames => Names.Keys;

    /// <summary>The number for an event's name; 0 for a name of a later version.</summary>
    public static int NumberOf(string name) => Names.TryGetValue(name, out var known) ? known.Type.Number + (known.Failed ? 1 : 0) : 0;

    /// <summary>Whether events of this name are refusals.</summary>
    public static bool IsFailure(string name) => Names.TryGetValue(name, out var known) && known.Failed;

    /// <summary>Whether events of this name are kept longest. Unknown ones are, because they are of a later version.</summary>
    public static bool IsLasting(string name) => !Names.TryGetValue(name, out var known) || known.Type.Lasts;
}

using System.Collections.Frozen;
using Members.Audit;

namespace Members.Gateway.Account.Activity;

/// <summary>
/// Which security events members see, and by which text: the key of a success, and with <c>Failed</c> after it that of a refusal. Every
/// kind of event is in one of the two lists.
/// </summary>
internal static class ActivityEvents
{
    /// <summary>The key for an event of a later version, which has no text here.</summary>
    public const string Other = "Other";

    private static readonly (AuditType Type, string Key)[] Shown =
    [
        (AuditType.Login, "Login"),
        (AuditType.Ticket, "Ticket"),
        (AuditType.PasswordLink, "PasswordLink"),
        (AuditType.PasswordSet, "PasswordSet"),
        (AuditType.PasswordChange, "PasswordChange"),
        (AuditType.Code, "Code"),
        (AuditType.CodeSent, "CodeSent"),
        (AuditType.PasswordConfirmation, "PasswordConfirmation"),
        (AuditType.Registration, "Registration"),
        (AuditType.MemberImported, "MemberImported"),
        (AuditType.Approval, "Approval"),
        (AuditType.Block, "Block"),
        (AuditType.EmailChange, "EmailChange"),
        (AuditType.EmailChangeUndone, "EmailChangeUndone"),
        (AuditType.EmailVerified, "EmailVerified"),
        (AuditType.Rejection, "Rejection"),
        (AuditType.DecisionUndone, "DecisionUndone"),
        (AuditType.ProfileChange, "ProfileChange"),
        (AuditType.ApplicationQuestion, "ApplicationQuestion"),
        (AuditType.ApplicationReply, "ApplicationReply"),
        (AuditType.AnswersChanged, "AnswersChanged"),
        (AuditType.ConsentGiven, "ConsentGiven"),
        (AuditType.DeletionRequest, "DeletionRequest"),
        (AuditType.DeletionDropped, "DeletionDropped"),
        (AuditType.SessionOpened, "SessionOpened"),
        (AuditType.SessionEnded, "SessionEnded"),
        (AuditType.AllSessionsEnded, "AllSessionsEnded"),
        (AuditType.SessionRefreshed, "SessionRefreshed"),
        (AuditType.TokenReuse, "TokenReuse"),
    ];

    // What staff write among themselves; what is not about a member, or about one of whom nothing is left.
    private static readonly AuditType[] Hidden =
    [
        AuditType.ApplicationNote, AuditType.ApplicationClaim,
        AuditType.MailTest, AuditType.MailRetry,
        AuditType.ImportStarted, AuditType.ImportUndone, AuditType.ImportInvited, AuditType.ImportedMemberRemoved,
        AuditType.Deletion, AuditType.StaffChanged, AuditType.InvitationCreated, AuditType.InvitationRevoked,
        AuditType.KeyCreated, AuditType.KeyUsed, AuditType.KeyRevoked, AuditType.KeyToken,
        AuditType.MembersExported, AuditType.SettingsChanged, AuditType.ClientCreated, AuditType.ClientDeleted,
        AuditType.Access, AuditType.Limit,
    ];

    private static readonly FrozenDictionary<string, string?> Keys = Shown.SelectMany(s => Both(s.Type, s.Key, s.Key + "Failed"))
        .Concat(Hidden.SelectMany(t => Both(t, null, null)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every name of an event that is in one of the lists.</summary>
    public static IEnumerable<string> Known => Keys.Keys;

    /// <summary>The key of the text for an event's name; null for one that members do not see.</summary>
    public static string? KeyOf(string name) => Keys.TryGetValue(name, out var key) ? key : Other;

    private static KeyValuePair<string, string?>[] Both(AuditType type, string? success, string? failure) =>
        [new(type.Success, success), new(type.Failure, failure)];
}

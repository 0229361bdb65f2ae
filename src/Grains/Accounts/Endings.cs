using Members.Grains.Mail;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Accounts;

/// <summary>
/// The one table of what ends with what (contract I4, I7): one row for each thing that a member holds. All of it happens in the
/// commit of the event. A deletion is not in it, since it keeps nothing; that one was asked for is.
/// </summary>
internal static class Endings
{
    // Everything that makes the sessions end.
    private const Ending OfSessions =
        Ending.Block | Ending.AllSessions | Ending.NewPassword | Ending.EmailChangeWithSessions | Ending.EmailChangeUndone
        | Ending.Rejection | Ending.Undo | Ending.DeletionRequest | Ending.Restore;

    // Not a request of deletion: a link shows that the address is the member's, who may want to come back.
    private const Ending OfSetPasswordLinks =
        Ending.Block | Ending.NewPassword | Ending.EmailChange | Ending.EmailChangeWithSessions | Ending.EmailChangeUndone
        | Ending.Restore;

    private const Ending OfDevices = OfSessions;
    private const Ending OfPendingVerifications =
        Ending.Block | Ending.EmailChangeUndone | Ending.DeletionRequest | Ending.Restore;

    // Only who is active is deleted without anybody's doing: whom staff keep out, they want to look at. And whoever takes a stolen account
    // back, or sets a password by a mailed link, has not asked for it.
    private const Ending OfDeletions =
        Ending.Return | Ending.Block | Ending.NewPassword | Ending.EmailChangeUndone | Ending.Rejection | Ending.Undo;

    // A used one is kept to repeat the answer of the change itself, which lets nobody in.
    private const Ending OfUsedVerifications = OfSessions & ~Ending.EmailChangeWithSessions;

    /// <summary>Which events end the one-time tokens of a purpose.</summary>
    public static Ending Of(TokenPurpose purpose) => purpose switch
    {
        TokenPurpose.SessionTicket => OfSessions,
        TokenPurpose.AuthorizationCode => OfSessions,
        TokenPurpose.Approval => Ending.Block | Ending.Approval | Ending.Rejection | Ending.Restore,
        TokenPurpose.SetPassword => OfSetPasswordLinks,

        // Who is let in or kept out has nothing to wait for; a rejected one may want to know why.
        TokenPurpose.Application => Ending.Block | Ending.Approval,

        // No change that a thief makes may end the token that takes the account back; an undo ends the newer ones by name. Nor may a
        // restore, which makes such a change good again that was undone since the backup.
        TokenPurpose.UndoEmailChange => Ending.Block,

        // Not one-time tokens: they live and end with their session, device, verification, client or key.
        TokenPurpose.Session or TokenPurpose.AccessToken or TokenPurpose.RefreshToken => Ending.None,
        TokenPurpose.Device or TokenPurpose.EmailVerification => Ending.None,
        TokenPurpose.ApiKey or TokenPurpose.KeyAccess or TokenPurpose.Visitor or TokenPurpose.VisitorRefresh or TokenPurpose.Decision =>
            Ending.None,
    };

    /// <summary>Which events make waiting mails of a kind pointless.</summary>
    public static Ending Of(MailKind kind) => kind switch
    {
        MailKind.SetPassword => OfSetPasswordLinks,
        MailKind.VerificationCode => OfPendingVerifications,

        // It carries the token that takes an account back, and is the only one that may leave a second time after a restore.
        MailKind.LoginEmailChanged => Ending.None,

        // A decision that is taken back or replaced before its mail has left is not told.
        MailKind.ApplicationReceived or MailKind.ApplicationQuestion =>
            Ending.Approval | Ending.Rejection | Ending.Block | Ending.Restore,
        MailKind.ApplicationApproved => Ending.Rejection | Ending.Block | Ending.Undo | Ending.Restore,
        MailKind.ApplicationRejected or MailKind.MemberBlocked => Ending.Approval | Ending.Block | Ending.Undo | Ending.Restore,
        MailKind.ApplicationsWaiting => Ending.Block | Ending.Restore,
        MailKind.AccountDeletion => OfDeletions | Ending.Restore,
        MailKind.ApplicationLapsed or MailKind.Invitation => Ending.Restore,
    };

    /// <summary>Ends whatever ends with an event.</summary>
    /// <param name="record">The member.</param>
    /// <param name="ending">The event.</param>
    /// <param name="keepSession">A session that goes on all the same: the one that asks.</param>
    public static MemberRecord Apply(MemberRecord record, Ending ending, Guid? keepSession = null) => record with
    {
        Tokens = OneTimeTokens.End(record.Tokens, TokenFate.Revoked, t => Of(t.Purpose).Includes(ending)),
        Sessions = OfSessions.Includes(ending) ? record.Sessions.RemoveAll(s => s.Id != keepSession) : record.Sessions,
        Credentials = OfDevices.Includes(ending) ? record.Credentials with { Devices = [] } : record.Credentials,
        Verification = Remaining(record.Verification, ending),
        DeletionAt = OfDeletions.Includes(ending) ? null : record.DeletionAt,
        Outbox = record.Outbox.RemoveAll(e => Of(e.Kind).Includes(ending)),
    };

    private static AddressVerification? Remaining(AddressVerification? verification, Ending ending)
    {
        var ends = verification is { UsedAt: null } ? OfPendingVerifications : OfUsedVerifications;
        return ends.Includes(ending) ? null : verification;
    }

    // Not HasFlag: that holds of no event at all.
    private static bool Includes(this Ending endings, Ending ending) => (endings & ending) != Ending.None;
}

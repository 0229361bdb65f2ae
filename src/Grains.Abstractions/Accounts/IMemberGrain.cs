using Members.Audit;
using Members.Emails;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;
using Orleans.Concurrency;

namespace Members.Accounts;

/// <summary>
/// One member: status, credentials, tokens and sessions, in one record. Keyed by the member id. Every answer rests on stored state; a
/// command whose outcome did not arrive may be repeated. Callers from outside use <see cref="MembersApi"/>, which knows which grain to ask.
/// </summary>
/// <remarks>
/// Password hashing waits off the grain's turn, and the methods that hash let others interleave: a block does not wait behind
/// somebody's guesses. (A repeated registration does not interleave; it gets a handful of wrong passwords.) Storage faults surface as
/// <see cref="StorageUnavailableException"/>. Every command is an audit event (docs/adr/0008): a success is stored in the commit that
/// it makes, a refusal costs none.
/// </remarks>
[Alias("members.IMemberGrain")]
public interface IMemberGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Registers, and from then on owns the address. One commit. Where addresses must be verified, one commit for the code and one when
    /// it has left, and then, with the code, that one.
    /// </summary>
    /// <returns>
    /// Refused: <c>Invalid</c>, <c>EmailTaken</c>, <c>Overloaded</c>, <c>TooManyRequests</c> when it is repeated over and over, or the
    /// address has had its mails of the hour; <c>EmailVerificationRequired</c>, <c>EmailVerificationFailed</c>.
    /// </returns>
    [Alias("Register")]
    Task<Outcome<Registered>> Register(RegisterMember command, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes an active member, with a password or without one, whose address the caller vouches for. One commit.
    /// </summary>
    /// <returns>Refused: <c>Invalid</c>, <c>EmailTaken</c>; with a password also <c>Overloaded</c>.</returns>
    [Alias("Create")]
    Task<Outcome<MemberView>> Create(CreateMember command);

    /// <summary>
    /// Deletes: everything known of the member is gone when it answers, and the addresses are free. The id is never used again. One
    /// commit.
    /// </summary>
    /// <returns>Refused: <c>MemberNotFound</c>.</returns>
    [Alias("Delete")]
    Task<Outcome<Done>> Delete();

    /// <summary>
    /// Logs in with the password. One commit, and later one more if the hash is renewed. A wrong password costs none until the free
    /// attempts are used up, and then one for each attempt that is let through.
    /// </summary>
    /// <param name="command">Its address must be the member's by the record too, not by the index alone.</param>
    /// <param name="cancellationToken">Gives the place in the hash queue back.</param>
    /// <returns>
    /// Refused: <c>InvalidCredentials</c>, also when there is no such member and after as much work;
    /// <c>PendingApproval</c> and <c>MemberBlocked</c> to the right password only; <c>TooManyRequests</c> after wrong
    /// passwords, before this one is looked at; <c>Overloaded</c>.
    /// </returns>
    [Alias("Login"), AlwaysInterleave]
    Task<Outcome<LoggedIn>> Login(LogIn command, CancellationToken cancellationToken = default);

    /// <summary>Approves, or unblocks. One commit.</summary>
    /// <param name="named">
    /// The address that the member was named by: the call is refused if it has moved on. Null for a member named by id.
    /// </param>
    /// <returns>A session ticket. Refused: <c>MemberNotFound</c>.</returns>
    [Alias("Approve")]
    Task<Outcome<OpaqueToken>> Approve(EmailAddress? named = null);

    /// <summary>Approves a pending member by their approval token. One commit.</summary>
    /// <returns>A session ticket. Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>; a token never unblocks.</returns>
    [Alias("ApproveWithToken")]
    Task<Outcome<OpaqueToken>> ApproveWithToken(OpaqueToken token);

    /// <summary>Blocks: when it answers, every session and token of the member is dead. One commit.</summary>
    /// <param name="named">As of <see cref="Approve"/>.</param>
    /// <returns>Refused: <c>MemberNotFound</c>.</returns>
    [Alias("Block")]
    Task<Outcome<Done>> Block(EmailAddress? named = null);

    /// <summary>
    /// Blocks the member with a reason and an end, in one commit. A newer block takes the place of the one before, with its end, and with
    /// its reason if it gives one.
    /// </summary>
    /// <returns>Refused: <c>Invalid</c>, <c>MemberNotFound</c>.</returns>
    [Alias("BlockWith")]
    Task<Outcome<Done>> BlockWith(BlockMember command);

    /// <summary>
    /// Changes the login address: from this commit on the member owns the new address and, unless the change was verified, not the
    /// old one. One commit, and one more when the notice has left. Another spelling of the same address is stored in its place, without
    /// a code or a notice; the same spelling changes nothing.
    /// </summary>
    /// <returns>
    /// Refused: <c>MemberNotFound</c>, <c>EmailTaken</c>, <c>TooManyRequests</c> while ten notices have not left yet;
    /// <c>EmailVerificationRequired</c>, <c>EmailVerificationFailed</c>.
    /// </returns>
    [Alias("ChangeLoginEmail")]
    Task<Outcome<MemberView>> ChangeLoginEmail(ChangeLoginEmail command);

    /// <summary>Notes that the login address is the member's, as staff know in another way than by a mail. One commit.</summary>
    /// <returns>Refused: <c>MemberNotFound</c>, <c>AboutOneself</c>.</returns>
    [Alias("VerifyEmail")]
    Task<Outcome<MemberView>> VerifyEmail();

    /// <summary>
    /// Mails a set-password link, if there is such a member and they are not blocked; the answer does not say. One commit, and one more
    /// when the mail has left.
    /// </summary>
    /// <returns>
    /// Refused: <c>TooManyRequests</c> when the address has had its mails of the hour. A mail beyond those of the site is
    /// accepted, and leaves later.
    /// </returns>
    [Alias("SendSetPasswordEmail")]
    Task<Outcome<Done>> SendSetPasswordEmail(EmailAddress email, bool hideIgnoreMessage);

    /// <summary>Looks at a set-password token without using it.</summary>
    /// <returns>Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>.</returns>
    [Alias("InspectSetPasswordToken"), AlwaysInterleave]
    Task<Outcome<Done>> InspectSetPasswordToken(OpaqueToken token);

    /// <summary>
    /// Sets the password by a mailed token, which is used in the same commit. All sessions end, and the attempts at the address are
    /// reset. One commit.
    /// </summary>
    /// <returns>Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>, <c>Invalid</c>, <c>Overloaded</c>.</returns>
    [Alias("SetPassword"), AlwaysInterleave]
    Task<Outcome<PasswordSet>> SetPassword(SetPassword command, CancellationToken cancellationToken = default);

    /// <summary>Changes the password; the member's other sessions end. One commit.</summary>
    /// <returns>
    /// Refused: <c>Unauthenticated</c>, <c>InvalidCredentials</c>, <c>TooManyRequests</c> after wrong passwords, <c>Invalid</c>,
    /// <c>Overloaded</c>.
    /// </returns>
    [Alias("ChangePassword"), AlwaysInterleave]
    Task<Outcome<Done>> ChangePassword(ChangePassword command, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether it is the member's password, before something that a session alone must not be enough for. No commit; a wrong one counts
    /// as an attempt of the session.
    /// </summary>
    /// <returns>Refused: <c>InvalidCredentials</c>, <c>TooManyRequests</c>, <c>Overloaded</c>.</returns>
    [Alias("ConfirmPassword"), AlwaysInterleave]
    Task<Outcome<Done>> ConfirmPassword(Guid session, PlainPassword password, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks for the member's deletion after a while, for which they can come back: whoever is let in, by whatever way, drops it in the
    /// commit of their login. All sessions, tickets, codes and devices end. Asking again changes nothing. One commit.
    /// </summary>
    /// <returns>
    /// Refused: <c>Unauthenticated</c>, <c>Invalid</c> without the password of a member who has one, <c>InvalidCredentials</c>,
    /// <c>TooManyRequests</c> after wrong passwords, <c>LastOwner</c>, <c>Overloaded</c>.
    /// </returns>
    [Alias("RequestDeletion"), AlwaysInterleave]
    Task<Outcome<RequestedDeletion>> RequestDeletion(RequestDeletion command, CancellationToken cancellationToken = default);

    /// <summary>Changes what the member tells about themself. One commit; none if it is as it was.</summary>
    /// <returns>Refused: <c>Invalid</c>, <c>MemberNotFound</c>.</returns>
    [Alias("UpdateProfile")]
    Task<Outcome<MemberView>> UpdateProfile(UpdateProfile command);

    /// <summary>What only the member sees of their account; null when there is none.</summary>
    [Alias("Own"), AlwaysInterleave]
    Task<OwnAccount?> Own();

    /// <summary>Makes a session ticket for an active member whom the caller has authenticated otherwise. One commit.</summary>
    /// <param name="named">As of <see cref="Approve"/>.</param>
    /// <returns>Refused: <c>MemberNotFound</c>, <c>PendingApproval</c>, <c>MemberBlocked</c>.</returns>
    [Alias("IssueSessionTicket")]
    Task<Outcome<OpaqueToken>> IssueSessionTicket(EmailAddress? named = null);

    /// <summary>
    /// Makes a session ticket for somebody who has shown elsewhere that the address is theirs. If the member has not shown it here,
    /// somebody else may have registered the address: the password, sessions and tokens end. One commit.
    /// </summary>
    /// <param name="named">As of <see cref="Approve"/>.</param>
    /// <returns>Refused: <c>MemberNotFound</c>, <c>PendingApproval</c>, <c>MemberBlocked</c>.</returns>
    [Alias("SignOn")]
    Task<Outcome<OpaqueToken>> SignOn(EmailAddress? named = null);

    /// <summary>Turns a ticket into a session. One commit.</summary>
    /// <returns>Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>.</returns>
    [Alias("OpenSession")]
    Task<Outcome<OpenedSession>> OpenSession(OpaqueToken ticket, SessionOrigin origin);

    /// <summary>
    /// Says whether a session's token, or an access token of an OAuth session, is good now. The answer is in memory: the store is not
    /// read.
    /// </summary>
    /// <returns>Null when it is not.</returns>
    [Alias("CheckSession"), AlwaysInterleave]
    ValueTask<LiveSession?> CheckSession(OpaqueToken token);

    /// <summary>The member's live sessions, newest first.</summary>
    [Alias("ListSessions"), AlwaysInterleave]
    Task<IReadOnlyList<SessionView>> ListSessions();

    /// <summary>Ends one session; ending one that is over is a success. One commit.</summary>
    [Alias("EndSession")]
    Task EndSession(Guid session);

    /// <summary>Ends all sessions and outstanding tickets and codes. One commit.</summary>
    [Alias("EndAllSessions")]
    Task EndAllSessions();

    /// <summary>Ends all sessions but one, and outstanding tickets and codes. One commit.</summary>
    /// <param name="kept">The session that asks.</param>
    [Alias("EndOtherSessions")]
    Task EndOtherSessions(Guid kept);

    /// <summary>Ends the sessions of an OAuth client, and its outstanding codes. One commit.</summary>
    [Alias("EndClientSessions")]
    Task EndClientSessions(Guid client);

    /// <summary>The member's last audit events, newest first, those that are not stored yet among them. No commit.</summary>
    /// <param name="limit">The most to answer.</param>
    /// <returns>Null when there is no such member.</returns>
    [Alias("ListEvents"), AlwaysInterleave]
    Task<IReadOnlyList<MemberEvent>?> ListEvents(int limit);

    /// <summary>The member; null when there is none.</summary>
    [Alias("Find"), AlwaysInterleave]
    Task<MemberView?> Find();
}

using Members.Audit;
using Members.Emails;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;
using Orleans.Concurrency;

namespace Members.Accounts;

/// <summary>
/// One member: status, credentials, tokens and sessions, in one record. Keyed by the member id. Every answer rests on
/// stored state; a command whose outcome did not arrive may be repeated.
/// </summary>
/// <remarks>
/// Password hashing waits off the grain's turn, and the methods that hash let others interleave: a block does not stand
/// behind somebody's guesses. (A repeated registration does not interleave; a handful of wrong passwords is all it gets.) Storage faults surface as <see cref="StorageUnavailableException"/>.
/// Every command is a security event (docs/adr/0008): a success is stored in the commit that it makes, a refusal costs none.
/// </remarks>
[Alias("members.IMemberGrain")]
public interface IMemberGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Registers. Three commits: claim, member, confirmation. Where addresses must be verified, one commit and one more when the
    /// code has left, and then, with the code, those three.
    /// </summary>
    /// <returns>
    /// Refused: <c>Invalid</c>, <c>EmailTaken</c>, <c>Overloaded</c>, <c>TooManyRequests</c> when it is repeated over and over, or the
    /// address has had its mails of the hour; <c>EmailVerificationRequired</c>, <c>EmailVerificationFailed</c>.
    /// </returns>
    [Alias("Register")]
    Task<Outcome<Registered>> Register(RegisterMember command, CancellationToken cancellationToken = default);

    /// <summary>Makes an active member without a password, whose address the caller vouches for. Three commits.</summary>
    /// <returns>Refused: <c>Invalid</c>, <c>EmailTaken</c>.</returns>
    [Alias("Create")]
    Task<Outcome<MemberView>> Create(CreateMember command);

    /// <summary>
    /// Deletes: everything known of the member is gone when it answers, and the address is free. The id is never used again. Two
    /// commits, one of the address.
    /// </summary>
    /// <returns>Refused: <c>MemberNotFound</c>.</returns>
    [Alias("Delete")]
    Task<Outcome<Done>> Delete();

    /// <summary>
    /// Logs in with the password. One commit; one more, later, when the hash is renewed. A wrong password costs none until
    /// the free tries are used up, then one for each try that is let through.
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

    /// <summary>Approves, or unblocks, a member who was named by id or address. One commit.</summary>
    /// <returns>A session ticket. Refused: <c>MemberNotFound</c>.</returns>
    [Alias("Approve")]
    Task<Outcome<OpaqueToken>> Approve(EmailAddress? named = null);

    /// <summary>Approves a pending member by their approval token. One commit.</summary>
    /// <returns>A session ticket. Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>; a token never unblocks.</returns>
    [Alias("ApproveWithToken")]
    Task<Outcome<OpaqueToken>> ApproveWithToken(OpaqueToken token);

    /// <summary>Blocks: when it answers, every session and token of the member is dead. One commit.</summary>
    /// <returns>Refused: <c>MemberNotFound</c>.</returns>
    [Alias("Block")]
    Task<Outcome<Done>> Block(EmailAddress? named = null);

    /// <summary>
    /// Changes the login address. Two commits of the member, three of the two addresses; one more of the member when the
    /// notice has left.
    /// </summary>
    /// <returns>
    /// Refused: <c>MemberNotFound</c>, <c>EmailTaken</c>, <c>TooManyRequests</c> while ten notices have not left yet;
    /// <c>EmailVerificationRequired</c>, <c>EmailVerificationFailed</c>.
    /// </returns>
    [Alias("ChangeLoginEmail")]
    Task<Outcome<MemberView>> ChangeLoginEmail(ChangeLoginEmail command);

    /// <summary>
    /// Mails a set-password link, if there is such a member and they are not blocked; the answer does not say. One
    /// commit, one more when the mail has left.
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

    /// <summary>Sets the password by a mailed token, which is used up; all sessions end, and the tries at the address are forgotten. One commit.</summary>
    /// <returns>Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>, <c>Invalid</c>, <c>Overloaded</c>.</returns>
    [Alias("SetPassword"), AlwaysInterleave]
    Task<Outcome<PasswordSet>> SetPassword(SetPassword command, CancellationToken cancellationToken = default);

    /// <summary>Changes the password; the member's other sessions end. One commit.</summary>
    /// <returns>Refused: <c>Unauthenticated</c>, <c>InvalidCredentials</c>, <c>TooManyRequests</c> after wrong ones, <c>Invalid</c>, <c>Overloaded</c>.</returns>
    [Alias("ChangePassword"), AlwaysInterleave]
    Task<Outcome<Done>> ChangePassword(ChangePassword command, CancellationToken cancellationToken = default);

    /// <summary>Makes a session ticket for an active member whom the caller has authenticated otherwise. One commit.</summary>
    /// <returns>Refused: <c>MemberNotFound</c>, <c>PendingApproval</c>, <c>MemberBlocked</c>.</returns>
    [Alias("IssueSessionTicket")]
    Task<Outcome<OpaqueToken>> IssueSessionTicket(EmailAddress? named = null);

    /// <summary>
    /// Makes a session ticket for who shows elsewhere that the address is theirs. If the member had not shown it here, somebody else
    /// may have registered it: their password, sessions and tokens are gone. One commit.
    /// </summary>
    /// <returns>Refused: <c>MemberNotFound</c>, <c>PendingApproval</c>, <c>MemberBlocked</c>.</returns>
    [Alias("SignOn")]
    Task<Outcome<OpaqueToken>> SignOn(EmailAddress? named = null);

    /// <summary>Turns a ticket into a session. One commit.</summary>
    /// <returns>Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>.</returns>
    [Alias("OpenSession")]
    Task<Outcome<OpenedSession>> OpenSession(OpaqueToken ticket, SessionOrigin origin);

    /// <summary>Says whether a session's token, or an access token of an OAuth session, is good now. No read of the store: the answer is in memory.</summary>
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

    /// <summary>The member's last security events, newest first. No commit and, mostly, no read: events that are not written down yet are among them.</summary>
    /// <param name="limit">The most to answer.</param>
    /// <returns>Null when there is no such member.</returns>
    [Alias("ListEvents"), AlwaysInterleave]
    Task<IReadOnlyList<MemberEvent>?> ListEvents(int limit);

    /// <summary>The member; null when there is none.</summary>
    [Alias("Find"), AlwaysInterleave]
    Task<MemberView?> Find();
}

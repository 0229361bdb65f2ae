using Members.Accounts;
using Members.Outcomes;
using Members.Secrets;
using Orleans.Concurrency;

namespace Members.Verification;

/// <summary>
/// Verifies that somebody reads an address's mail before it counts. The same grain as <see cref="IMemberGrain"/>. A pending registration
/// is no member yet and owns no address: the first to enter a mailed code gets it.
/// </summary>
/// <remarks>
/// A code is good for 10 minutes and five tries, and only together with the token of its verification: a guess needs both.
/// </remarks>
[Alias("members.IMemberVerificationGrain")]
public interface IMemberVerificationGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Finishes a registration that was refused with <c>EmailVerificationRequired</c>, by its code. One commit; a wrong code costs one
    /// too.
    /// </summary>
    /// <returns>Refused: <c>EmailVerificationFailed</c>, <c>EmailTaken</c>.</returns>
    [Alias("FinishRegistration")]
    Task<Outcome<Registered>> FinishRegistration(EmailProof proof);

    /// <summary>
    /// Mails a new code for a pending registration; the code before is invalid. One commit. (For a change of address the same call is
    /// made again.)
    /// </summary>
    /// <returns>
    /// Refused: <c>MemberNotFound</c> when none is pending; <c>TooManyRequests</c> when the address has had its mails of the hour.
    /// </returns>
    [Alias("SendCodeAgain")]
    Task<Outcome<Done>> SendCodeAgain();

    /// <summary>
    /// Undoes a verified change of the login address by the token mailed to the old one, within seven days: the old address logs in
    /// again, all sessions end, the password is removed, and a link to set a new one is mailed to the old address. One commit.
    /// </summary>
    /// <returns>Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>.</returns>
    [Alias("UndoEmailChange")]
    Task<Outcome<Done>> UndoEmailChange(OpaqueToken token);

    /// <summary>Looks at an undo token without using it.</summary>
    /// <returns>Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>.</returns>
    [Alias("InspectUndoToken"), AlwaysInterleave]
    Task<Outcome<Done>> InspectUndoToken(OpaqueToken token);
}

/// <summary>A mailed code, and the verification that it answers.</summary>
/// <param name="Verification">The token that the first call was answered with.</param>
/// <param name="Code">What was mailed.</param>
[GenerateSerializer, Immutable, Alias("members.EmailProof")]
public sealed record EmailProof(OpaqueToken Verification, EmailCode Code);

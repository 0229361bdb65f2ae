using Members.Import;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Passwords;

/// <summary>The result of checking a password.</summary>
/// <param name="Matches">Whether it was correct.</param>
/// <param name="ToRehash">
/// What of it was correct, when its hash should be renewed because it was made with other settings; null when it should not. It is not
/// always what was typed (<see cref="MatchedPassword"/>).
/// </param>
internal sealed record PasswordCheck(bool Matches, PlainPassword? ToRehash = null);

/// <summary>Hashes passwords on threads of its own, outside the grains' turns.</summary>
internal interface IPasswordHashing
{
    /// <summary>
    /// The refusal that a request would meet now; null when it would be taken. Ask before anything is read: in a flood, refusing must
    /// cost next to nothing.
    /// </summary>
    Refusal.Overloaded? RefuseNow(HashRequest request);

    /// <summary>Hashes a new password.</summary>
    /// <returns>Refused: <c>Invalid</c> for a common password, <c>Overloaded</c> when the answer would come too late.</returns>
    Task<Outcome<PasswordDigest>> Hash(
        PlainPassword password, string field, PasswordOwner owner, HashRequest request, CancellationToken cancellationToken);

    /// <summary>Checks a password. Without a digest it does the same work and answers that the password does not match.</summary>
    /// <returns>Refused: <c>Overloaded</c>.</returns>
    Task<Outcome<PasswordCheck>> Check(
        PlainPassword password, PasswordDigest? digest, HashRequest request, CancellationToken cancellationToken);

    /// <summary>Hashes an existing password again, with the current settings.</summary>
    /// <returns>Refused: <c>Overloaded</c>.</returns>
    Task<Outcome<PasswordDigest>> Rehash(PlainPassword password, HashRequest request);

    /// <summary>
    /// Makes a digest of the hash that another site has stored. One that would be too quick to guess is wrapped in ours, and then nowhere
    /// kept: that takes as long as hashing a password, and is a job of the lane <see cref="HashLane.Import"/>.
    /// </summary>
    /// <returns>
    /// Refused: <c>Overloaded</c>; <c>Invalid</c> for a hash that cannot be taken over, with a violation of the field <c>password</c> that
    /// tells why (<see cref="Foreign.HashFault"/>).
    /// </returns>
    Task<Outcome<PasswordDigest>> Adopt(PortableHash hash, HashRequest request, CancellationToken cancellationToken);

    /// <summary>Why <see cref="Adopt"/> would refuse a hash; null when it would not. It costs next to nothing.</summary>
    Violation? Inspect(PortableHash hash);

    /// <summary>
    /// Whether a password matches the hash of another site, without adopting it: a job of the lane <see cref="HashLane.Import"/>, which
    /// changes nothing for those who log in.
    /// </summary>
    /// <returns>Refused: <c>Overloaded</c>; <c>Invalid</c> as by <see cref="Adopt"/>.</returns>
    Task<Outcome<PasswordTrial>> Try(PortableHash hash, PlainPassword password, HashRequest request, CancellationToken cancellationToken);
}

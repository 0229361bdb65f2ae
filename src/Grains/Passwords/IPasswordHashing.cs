using Members.Emails;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Passwords;

/// <summary>What checking a password came to.</summary>
/// <param name="Matches">Whether it was right.</param>
/// <param name="Rehashed">A new digest to store in place of the old, made because the settings have changed.</param>
internal sealed record PasswordCheck(bool Matches, PasswordDigest? Rehashed);

/// <summary>Hashes passwords away from the grains' turns, never more at once than the threads set aside.</summary>
internal interface IPasswordHashing
{
    /// <summary>Hashes a new password.</summary>
    /// <returns>Refused: <c>Invalid</c> for a common password, <c>Overloaded</c> when the queue is full.</returns>
    Task<Outcome<PasswordDigest>> Hash(PlainPassword password, string field, EmailAddress owner, CancellationToken cancellationToken);

    /// <summary>Checks a password; against nothing, but as long, when there is no digest.</summary>
    /// <returns>Refused: <c>Overloaded</c>.</returns>
    Task<Outcome<PasswordCheck>> Check(PlainPassword password, PasswordDigest? digest, CancellationToken cancellationToken);
}

using Members.Emails;
using Members.Grains.Hashing;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Passwords;

/// <summary>What checking a password came to.</summary>
/// <param name="Matches">Whether it was right.</param>
/// <param name="IsOutdated">Whether it was right and its hash should be made anew, because the settings have changed or it came from elsewhere.</param>
internal sealed record PasswordCheck(bool Matches, bool IsOutdated = false);

/// <summary>Hashes passwords away from the grains' turns, never more at once than the threads set aside.</summary>
internal interface IPasswordHashing
{
    /// <summary>Hashes a new password.</summary>
    /// <returns>Refused: <c>Invalid</c> for a common password, <c>Overloaded</c> when the answer would come too late.</returns>
    Task<Outcome<PasswordDigest>> Hash(PlainPassword password, string field, EmailAddress owner, HashOrder order, CancellationToken cancellationToken);

    /// <summary>Checks a password; against nothing, but as long, when there is no digest.</summary>
    /// <returns>Refused: <c>Overloaded</c>.</returns>
    Task<Outcome<PasswordCheck>> Check(PlainPassword password, PasswordDigest? digest, HashOrder order, CancellationToken cancellationToken);

    /// <summary>Hashes a password that is in use with the settings of now.</summary>
    /// <returns>Refused: <c>Overloaded</c>.</returns>
    Task<Outcome<PasswordDigest>> Rehash(PlainPassword password, HashOrder order);
}

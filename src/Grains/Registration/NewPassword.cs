using Members.Accounts;
using Members.Emails;
using Members.Grains.Passwords;
using Members.Outcomes;

namespace Members.Grains.Registration;

/// <summary>The password that somebody signs up with.</summary>
internal static class NewPassword
{
    /// <summary>Checks it and hashes it, in the lane of registrations.</summary>
    public static Task<Outcome<PasswordDigest>> HashNew(
        this IPasswordHashing hashing, RegisterMember command, CancellationToken cancellationToken) => hashing.Hash(
            command.Password,
            "password",
            new PasswordOwner(command.Email, command.Contact),
            HashRequests.For(HashLane.Register, LoginKey.For(command.Email).Value),
            cancellationToken);
}
